// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum {

// How much of a line's bandwidth collective operations get, and how long they take (workload.md 7.2): laws fitted to
// the tables of measured bus bandwidth that Alibaba's SimAI carries. Bytes are those of one collective, as one rank
// holds it.
//
// The step of a training job (TrainingStep.h) uses the law of all-to-all for its experts; its rings and its reductions
// within a server have the constants that were fitted to published runs instead.

/// Ring all-reduce over servers of eight network cards each, of the card's bandwidth: the longer the ring, the larger
/// the message that it takes.
double ringEfficiency(double servers, double bytes);
/// All-reduce within a server, of one direction of its scale-up bandwidth.
double serverEfficiency(double bytes);
/// Every rank to every other, over some 2 to 16 servers.
double allToAllEfficiency(double bytes);

/// What the busiest of the experts gets, of the mean. 1.0 … 1.3 [assumption].
inline constexpr double expertImbalance = 1.1;

/// A network of servers alike.
struct CollectiveNet {
  double chipsPerServer = 8;
  double scaleUpBytesPerS = 0, scaleOutBytesPerS = 0;  // of a chip, one direction
  double scaleUpLatencyS = 5e-6, scaleOutLatencyS = 10e-6;
};
/// Seconds of an all-reduce of so many bytes: within a server; over a flat ring of all servers, every rail a ring; in
/// two levels: reduced within the server, over the rails, and gathered again.
double serverReduceS(const CollectiveNet& net, double bytes);
double ringReduceS(const CollectiveNet& net, double servers, double bytes);
double hierarchicalReduceS(const CollectiveNet& net, double servers, double bytes);
double allToAllS(const CollectiveNet& net, double servers, double bytes);

}  // namespace plenum
