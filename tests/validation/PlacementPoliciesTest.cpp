// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "io/ClusterTrace.h"
#include "io/Csv.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/Arrivals.h"

using namespace plenum;
namespace v = plenum::test::validation;

namespace {

constexpr const char* source =
    "medians of ten runs of the authors' simulator (Weng et al., USENIX ATC 2023), on their traces of a cluster of "
    "Alibaba";

struct Policy {
  PlacementPolicy policy;
  const char* id;  // in the table of results
  const char* what;
  double tolerance;  // percentage points
};
// limits: the reference's own pass rule, which allows for what its prose leaves open
constexpr std::array<Policy, 6> policies{{
    {PlacementPolicy::random, "01-Random", "chips left free, placed at random: farthest of eight traces", 0.8},
    {PlacementPolicy::dotProduct, "02-DotProd", "likewise by dot product", 0.8},
    {PlacementPolicy::clustering, "03-GpuClustering", "likewise by clustering", 2.5},
    {PlacementPolicy::packing, "04-GpuPacking", "likewise by packing", 2.5},
    {PlacementPolicy::bestFit, "05-BestFit", "likewise by best fit", 0.8},
    {PlacementPolicy::fgd, "06-FGD", "likewise by descent of fragmentation", 1.0},
}};
constexpr std::array<const char*, 8> traces{"default",   "cpu100",    "gpushare40", "gpushare60",
                                            "gpuspec10", "gpuspec20", "multigpu20", "multigpu30"};

std::filesystem::path sharedFile(const std::string& file) { return test::sharedDir() / "data" / file; }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
}

}  // namespace

class PlacementPoliciesTest : public QObject {
  Q_OBJECT
  Cluster cluster_;
  std::map<std::pair<std::string, std::string>, double> reference_;

  std::vector<ClusterTask> tasksOf(const std::string& trace) const {
    auto tasks = io::readTasks(sharedFile("openb/openb_pod_list_" + trace + ".csv"), cluster_);
    return tasks ? *tasks : std::vector<ClusterTask>();
  }

 private Q_SLOTS:
  void initTestCase() {
    PLENUM_NEEDS(sharedFile("openb/openb_node_list_gpu_node.csv"));
    PLENUM_NEEDS(sharedFile("fgd/unallocated_pct.csv"));
    auto cluster = io::readServers(sharedFile("openb/openb_node_list_gpu_node.csv"));
    QVERIFY(bool(cluster));
    cluster_ = std::move(*cluster);
    QCOMPARE(cluster_.servers.size(), std::size_t{1213});
    QCOMPARE(cluster_.chipMilli(), std::int64_t{6'212'000});
    const auto table = io::readCsv(sharedFile("fgd/unallocated_pct.csv"));
    QVERIFY(bool(table));
    for (const auto& row : table->rows)
      if (row.cells[2] == "100") reference_[{row.cells[0], row.cells[1]}] = std::stod(row.cells[3]);
  }

  void unallocated() {
    std::map<std::string, double> ofDefault;
    for (const Policy& policy : policies) {
      double farthest = 0.0;
      for (const char* trace : traces) {
        const auto tasks = tasksOf(trace);
        QVERIFY(!tasks.empty());
        std::vector<double> free;
        for (std::uint64_t seed = 42; seed < 52; ++seed)
          free.push_back(100.0 * fillUp(cluster_, tasks, {policy.policy, seed, 1.0}).unallocated);
        const double ours = median(free), theirs = reference_.at({trace, policy.id});
        if (std::string(trace) == "default") ofDefault[policy.id] = ours;
        qInfo("%s %s: %.2f %%, expected %.2f %%", policy.id, trace, ours, theirs);
        farthest = std::max(farthest, std::abs(ours - theirs));
      }
      QVERIFY(v::atMost({"FGD", policy.what, source, "percentage points", 2}, farthest, policy.tolerance));
    }
    const double packed = std::min(ofDefault["03-GpuClustering"], ofDefault["04-GpuPacking"]);
    const double loose = std::max(ofDefault["03-GpuClustering"], ofDefault["04-GpuPacking"]);
    const bool isOrdered = ofDefault["06-FGD"] < ofDefault["05-BestFit"] && ofDefault["05-BestFit"] < packed &&
                           loose < ofDefault["02-DotProd"] && ofDefault["02-DotProd"] < ofDefault["01-Random"];
    QVERIFY(v::holds({"FGD", "order of the policies on the default trace", source}, isOrdered,
                     "descent < best fit < packing, clustering < dot product < random", isOrdered ? "so" : "not so"));
  }

  void aLargerClusterOfTheSameKindIsFilledAlike() {
    const auto tasks = tasksOf("default");
    for (const auto& [policy, name] : {std::pair{PlacementPolicy::bestFit, "best fit"},
                                       std::pair{PlacementPolicy::fgd, "descent of fragmentation"}}) {
      std::vector<double> once;
      for (std::uint64_t seed = 42; seed < 52; ++seed)
        once.push_back(100.0 * fillUp(cluster_, tasks, {policy, seed, 1.0}).unallocated);
      double farthest = 0.0;
      for (const int times : {5, 16}) {
        std::vector<ClusterTask> all;
        for (int n = 0; n < times; ++n) all.insert(all.end(), tasks.begin(), tasks.end());
        const double ours = 100.0 * fillUp(replicated(cluster_, times), all, {policy, 42, 1.0}).unallocated;
        farthest = std::max(farthest, std::abs(ours - median(once)));
      }
      const std::string what = std::string("cluster and trace 5 and 16 times over (99,392 chips), ") + name;
      QVERIFY(
          v::atMost({"FGD", what.c_str(), "the same shares must be left free", "percentage points", 2}, farthest, 0.2));
    }
  }
};

PLENUM_TEST(PlacementPoliciesTest)
#include "PlacementPoliciesTest.moc"
