// SPDX-License-Identifier: Apache-2.0
// What an engineer would object to, as a list.
#include <QElapsedTimer>

#include "panels/ProblemsPanel.h"
#include "site/Cautions.h"
#include "window/LayoutDesk.h"

namespace plenum {

void LayoutDesk::refreshFindings() {
  const LayoutPtr now = layout();
  if (!now || now == judged_) return;
  struct Judged {
    std::vector<Objection> objections;
    Problems cautions;
    double tookMs = 0.0;
  };
  study_.ask<Judged>(
      [now](const StudyDesk::GoesOn&, Parallel&) -> Result<Judged> {
        QElapsedTimer took;
        took.start();
        Judged judged;
        judged.objections = problemsOf(*now);
        judged.cautions = cautionsIn(*now);
        judged.tookMs = static_cast<double>(took.nsecsElapsed()) * 1e-6;
        return judged;
      },
      [this, now](std::shared_ptr<const Judged> judged) {
        judged_ = now;
        objections_ = judged->objections;
        cautions_ = judged->cautions;
        judgedMs_ = judged->tookMs;
        showObjections();
      });
}

void LayoutDesk::showObjections() {
  const LayoutPtr seen = window_.selection().layout();
  if (!judged_ || !seen || judged_ != layout()) return;
  using Finding = views::ProblemsPanel::Finding;
  std::vector<Finding> rows;
  // indices belong to their layout; the picture may still show the one before
  const auto here = [&](EntityRef ref) {
    return seen == judged_ || ref.kind == Kind::campus ? ref : seen->find(judged_->idOf(ref)).value_or(EntityRef{});
  };
  for (const Objection& objection : objections_) {
    Finding row;
    row.weight = objection.weight == Objection::Weight::error ? Finding::Weight::error : Finding::Weight::warning;
    row.reason = objection.what;
    if (objection.required != 0.0) {
      row.measured = toText(objection.measured, 2) + " " + objection.unit;
      row.required = toText(objection.required, 2) + " " + objection.unit;
    }
    row.thing = here(objection.thing);
    row.other = here(objection.other);
    if (objection.fix) {
      const SpaceFix& fix = *objection.fix;
      row.remedy = row.fixName = fix.what;
      row.fix = {fix.property.empty() ? Edit(MoveThings{{fix.id}, fix.byM})
                                      : Edit(SetProperty{{fix.id}, fix.property, fix.value})};
    }
    rows.push_back(std::move(row));
  }
  for (const Problem& caution : cautions_) {
    Finding row;
    row.weight = Finding::Weight::note;
    row.reason = caution.what;
    row.remedy = caution.remedy;
    rows.push_back(std::move(row));
  }
  findings_->show(std::move(rows), judgedMs_);
}

}  // namespace plenum
