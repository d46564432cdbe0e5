// SPDX-License-Identifier: Apache-2.0
#include "workload/Collectives.h"

namespace plenum {
namespace {

constexpr double megabyte = 1e6;

double saturating(double most, double halfBytes, double bytes) {
  return bytes > 0.0 ? most / (1.0 + halfBytes / bytes) : 0.0;
}

}  // namespace

double ringEfficiency(double servers, double bytes) { return saturating(0.97, 14.6 * megabyte * servers, bytes); }
double serverEfficiency(double bytes) { return saturating(0.78, 13.0 * megabyte, bytes); }
// 0.81 … 0.95 and 8 … 9 MB over 2 to 16 servers: the middle
double allToAllEfficiency(double bytes) { return saturating(0.88, 8.5 * megabyte, bytes); }

double serverReduceS(const CollectiveNet& net, double bytes) {
  const double k = net.chipsPerServer;
  if (k <= 1.0 || bytes <= 0.0) return 0.0;
  return 2.0 * (k - 1.0) / k * bytes / (net.scaleUpBytesPerS * serverEfficiency(bytes));
}

double ringReduceS(const CollectiveNet& net, double servers, double bytes) {
  if (servers <= 1.0) return serverReduceS(net, bytes);
  const double n = servers * net.chipsPerServer;
  // chipsPerServer rings side by side carry a part each
  const double line = net.scaleOutBytesPerS * net.chipsPerServer * ringEfficiency(servers, bytes);
  return 2.0 * (n - 1.0) / n * bytes / line;
}

double hierarchicalReduceS(const CollectiveNet& net, double servers, double bytes) {
  const double part = bytes / net.chipsPerServer;
  const double line = net.scaleOutBytesPerS * ringEfficiency(servers, bytes);
  const double between = servers > 1.0 ? 2.0 * (servers - 1.0) / servers * part / line : 0.0;
  return serverReduceS(net, bytes) + between;
}

double allToAllS(const CollectiveNet& net, double servers, double bytes) {
  const double n = servers * net.chipsPerServer;
  const double line = servers > 1.0 ? net.scaleOutBytesPerS : net.scaleUpBytesPerS;
  return (n - 1.0) / n * bytes / (line * allToAllEfficiency(bytes));
}

}  // namespace plenum
