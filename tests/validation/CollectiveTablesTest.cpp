// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "io/Csv.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/Collectives.h"

using namespace plenum;
namespace v = plenum::test::validation;

namespace {

std::filesystem::path shared(const std::string& file) { return test::sharedDir() / "data/simai" / file; }

/// Of a table, the columns of 1, 2, 4 … 128 servers.
struct TablePoint {
  double bytes = 0.0, servers = 0.0, efficiency = 0.0;
};
std::vector<TablePoint> pointsOf(const std::string& file, double fewest, double most) {
  std::vector<TablePoint> out;
  const auto table = io::readCsv(shared(file));
  if (!table) return out;
  for (const auto& row : table->rows) {
    double servers = 1.0;
    for (std::size_t column = 1; column <= 8; ++column, servers *= 2.0)
      if (servers >= fewest && servers <= most && !row.cells[column].empty())
        out.push_back({std::stod(row.cells[0]), servers, std::stod(row.cells[column])});
  }
  return out;
}

template <class Law>
v::Worst meanError(const std::vector<TablePoint>& points, Law law) {
  v::Worst sum;
  for (const TablePoint& p : points) {
    const double error = std::abs(law(p) / p.efficiency - 1.0);
    sum.value += error / static_cast<double>(points.size());
    ++sum.count;
  }
  return sum;
}

}  // namespace

/// The laws of collectives against the tables that they were fitted to.
class CollectiveTablesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void measuredBusBandwidth() {
    for (const char* file : {"nic_ratio.csv", "nvlink_ratio.csv", "ata_ratio.csv"}) PLENUM_NEEDS(shared(file));
    constexpr const char* source = "tables of SimAI (Alibaba), to which the law was fitted";
    const auto rings = pointsOf("nic_ratio.csv", 2, 128);
    QCOMPARE(rings.size(), std::size_t{77});
    const auto ring = meanError(rings, [](const TablePoint& p) { return ringEfficiency(p.servers, p.bytes); });
    QVERIFY(v::atMost(
        {"T-6", "bandwidth of ring all-reduce over 2 to 128 servers, 16 MB to 16 GB: mean error", source, "%", 1},
        100.0 * ring.value, 10.0));
    const auto within =
        meanError(pointsOf("nvlink_ratio.csv", 1, 1), [](const TablePoint& p) { return serverEfficiency(p.bytes); });
    QCOMPARE(within.count, 11);
    QVERIFY(v::atMost({"T-6", "likewise of all-reduce within a server", source, "%", 1}, 100.0 * within.value, 10.0));
    const auto toAll =
        meanError(pointsOf("ata_ratio.csv", 2, 16), [](const TablePoint& p) { return allToAllEfficiency(p.bytes); });
    QCOMPARE(toAll.count, 44);
    QVERIFY(
        v::atMost({"T-6", "likewise of all-to-all over 2 to 16 servers", source, "%", 1}, 100.0 * toAll.value, 10.0));
  }
};

PLENUM_TEST(CollectiveTablesTest)
#include "CollectiveTablesTest.moc"
