// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "document/Document.h"
#include "support/RandomEdits.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// An hour of a restless person's edits while the campus runs.
class EditsTest : public QObject {
  Q_OBJECT

  struct Outcome {
    std::uint64_t hash = 0;
    double worstLedger = 0.0, worstJumpK = 0.0;
    int revisions = 0, refused = 0;
    std::string worst, firstOpen;  // rack that jumped, step after which the ledger stayed open
  };

  static Problems make(Document& document, const std::vector<Edit>& edits) {
    return edits.empty() ? Problems{} : document.edit(edits, nameOf(edits.front(), *document.current()->site));
  }
  static std::string openAt(int n, const Document& document, const SimState& state) {
    std::string out = "step " + std::to_string(n) + " after " + document.undoName().id;
    for (const auto& [name, value] : document.undoName().arguments) out += " " + name + "=" + value;
    for (std::size_t b = 0; b < blockCount; ++b)
      out += "; " + toText(state.ledger.residualJ[b]) + " of " + toText(state.ledger.movedJ[b]);
    return out;
  }

  static Outcome hour(std::uint64_t seed) {
    RunningSite run;
    run.withLoad(0.7).start();
    Document document(run.model->layout);
    test::RandomEdits random(seed);
    Outcome out;
    for (int n = 0; n < 500; ++n) {
      const LayoutPtr before = document.current();
      if (random.below(8) == 0)
        document.undo();
      else if (random.below(12) == 0)
        document.redo();
      else if (!make(document, random.next(*before)).empty())
        ++out.refused;
      if (document.current() != before && document.current()->revision != run.model->layout->revision) {
        auto next = compile(document.current(), run.model->setting, run.tickLength);
        if (!next) {
          document.undo();  // it can be drawn and not simulated: a session says so and goes on
          continue;
        }
        // the racks that the edit left alone
        std::map<std::string, double> was;
        for (std::size_t r = 0; r < run.layout().racks.size(); ++r)
          was[run.layout().racks[r].id] = run.state->racks.maxDieC[r];
        run.state = migrate(*run.model, *run.state, **next);
        run.model = *next;
        ++out.revisions;
        for (std::size_t r = 0; r < run.layout().racks.size(); ++r) {
          const auto old = was.find(run.layout().racks[r].id);
          if (old == was.end()) continue;
          const auto then = before->find(old->first);
          if (!then || before->racks[then->index].spec != run.layout().racks[r].spec) continue;
          const double jump = std::abs(run.state->racks.maxDieC[r] - old->second);
          if (jump > out.worstJumpK) out.worstJumpK = jump, out.worst = old->first;
        }
      }
      run.advance(static_cast<int>(1 + random.below(7)));
      out.worstLedger = std::max(out.worstLedger, run.state->ledger.worstTick);
      if (out.worstLedger > 1e-12 && out.firstOpen.empty()) out.firstOpen = openAt(n, document, *run.state);
    }
    out.hash = hashOf(*run.state);
    return out;
  }

 private Q_SLOTS:
  void theLedgerStaysClosedAndNothingJumps() {
    const Outcome first = hour(11), again = hour(11), other = hour(12);
    qInfo("%d revisions, %d refused; ledger %.1e, jump %.1e K (%s)", first.revisions, first.refused, first.worstLedger,
          first.worstJumpK, first.worst.c_str());
    QVERIFY(first.revisions > 40);
    QVERIFY(first.refused > 10);
    QVERIFY2(first.worstLedger <= 1e-12, first.firstOpen.c_str());
    QVERIFY2(other.worstLedger <= 1e-12, other.firstOpen.c_str());
    QCOMPARE(first.worstJumpK, 0.0);
    QCOMPARE(other.worstJumpK, 0.0);
    QCOMPARE(first.hash, again.hash);
    QVERIFY(first.hash != other.hash);
  }
};

PLENUM_TEST(EditsTest)
#include "EditsTest.moc"
