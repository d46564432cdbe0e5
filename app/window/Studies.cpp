// SPDX-License-Identifier: Apache-2.0
#include "window/Studies.h"

#include <chrono>
#include <future>
#include <optional>

#include "panels/DesignDayPanel.h"
#include "panels/HeadroomPanel.h"
#include "panels/PlacePanel.h"
#include "panels/RedundancyPanel.h"
#include "run/Standing.h"
#include "run/WorkerPool.h"

namespace plenum {

using views::AnswerPanel;

Studies::Studies(views::Look& look, views::Selection& selection, Workbench& bench, QWidget* window)
    : QObject(window), bench_(bench) {
  place_ = new views::PlacePanel(look, selection, window);
  headroom_ = new views::HeadroomPanel(look, selection, window);
  designDay_ = new views::DesignDayPanel(look, selection, window);
  redundancy_ = new views::RedundancyPanel(look, selection, window);
  for (AnswerPanel* panel : {static_cast<AnswerPanel*>(place_), static_cast<AnswerPanel*>(headroom_),
                             static_cast<AnswerPanel*>(designDay_), static_cast<AnswerPanel*>(redundancy_)})
    join(*panel);
  connect(place_, &AnswerPanel::asked, this, &Studies::askPlace);
  connect(headroom_, &AnswerPanel::asked, this, &Studies::askHeadroom);
  connect(designDay_, &AnswerPanel::asked, this, &Studies::askDesignDay);
  connect(redundancy_, &AnswerPanel::asked, this, &Studies::askRedundancy);
  connect(place_, &views::PlacePanel::ghostsChanged, this, &Studies::ghostsChanged);
  connect(place_, &views::PlacePanel::accepted, this, [this](const std::vector<Edit>& edits, const Text& name) {
    const Problems problems = bench_.edit(edits, name);
    if (hasError(problems)) Q_EMIT refused(problems);
  });
  connect(&desk_, &StudyDesk::progressed, this, [this](double done) {
    if (asker_) asker_->showProgress(done);
  });
  connect(&desk_, &StudyDesk::refused, this, [this](const Problems& problems) {
    if (asker_) asker_->showProblems(problems);
  });
}

void Studies::join(AnswerPanel& panel) {
  connect(&panel, &AnswerPanel::stopAsked, this, [this] { desk_.stop(); });
  connect(&panel, &AnswerPanel::activated, this, &Studies::activated);
}

LayoutPtr Studies::layout() const { return bench_.document() ? bench_.document()->current() : nullptr; }

void Studies::begin() {
  if (const LayoutPtr open = layout(); open && open->site) {
    place_->offer(*open->site->catalog);
    redundancy_->offer(open->site->catalog);
  }
  forget();
}

void Studies::forget() {
  if (layout() == known_) return;
  known_ = layout();
  desk_.stop();
  asker_ = nullptr;
  place_->forget();
  headroom_->forget();
  designDay_->forget();
  redundancy_->forget();
  redundancy_->offer(known_ && known_->site ? known_->site->catalog : nullptr);
}

void Studies::askPlace() {
  if (!layout() || !bench_.project().setting) return;
  if (asker_ && asker_ != place_ && desk_.isBusy()) asker_->forget();
  asker_ = place_;
  desk_.ask<study::PlaceAnswer>(
      [layout = layout(), setting = bench_.project().setting, wish = place_->wish()](const StudyDesk::GoesOn& goesOn,
                                                                                     Parallel& parallel) {
        return study::places(layout, *setting, wish, goesOn, parallel);
      },
      [this](std::shared_ptr<const study::PlaceAnswer> answer) {
        if (asker_ == place_) place_->show(std::move(answer));
      });
}

void Studies::askHeadroom() {
  if (!layout() || !bench_.project().setting) return;
  const std::optional<views::HeadroomWish> wish = headroom_->wish();
  if (!wish) return;
  if (asker_ && asker_ != headroom_ && desk_.isBusy()) asker_->forget();
  asker_ = headroom_;
  const auto show = [this](std::shared_ptr<const views::HeadroomAnswer> answer) {
    if (asker_ == headroom_) headroom_->show(std::move(answer));
  };
  if (wish->when == views::HeadroomWish::When::now) {
    if (!bench_.session()) return;
    // the run answers between two of its ticks: waited for on the study's thread
    auto standing = std::make_shared<std::future<std::shared_ptr<const Standing>>>(bench_.session()->standing());
    return desk_.ask<views::HeadroomAnswer>(
        [standing, wish = *wish](const StudyDesk::GoesOn& goesOn, Parallel&) -> Result<views::HeadroomAnswer> {
          const Problem none{{}, {}, Text("study.headroom.no-run"), {}};
          while (standing->wait_for(std::chrono::milliseconds(50)) != std::future_status::ready)
            if (!goesOn(0.0)) return none;
          const std::shared_ptr<const Standing> now = standing->get();
          if (!now) return none;
          return views::HeadroomAnswer{wish, now->time, study::headroomTable(*now->model, *now->state)};
        },
        show);
  }
  desk_.ask<views::HeadroomAnswer>(
      [layout = layout(), setting = bench_.project().setting, wish = *wish](
          const StudyDesk::GoesOn&, Parallel& parallel) -> Result<views::HeadroomAnswer> {
        std::vector<Action> deeds;
        if (!wish.without.empty()) deeds.push_back(Fail{wish.without});
        auto table = study::headroomAtDesignDay(layout, *setting, parallel, deeds);
        if (!table) return table.problems();
        return views::HeadroomAnswer{wish, {}, std::move(*table)};
      },
      show);
}

void Studies::askDesignDay() {
  if (!layout() || !bench_.project().setting) return;
  if (asker_ && asker_ != designDay_ && desk_.isBusy()) asker_->forget();
  asker_ = designDay_;
  desk_.ask<study::DesignDayCheck>(
      [layout = layout(), setting = bench_.project().setting](const StudyDesk::GoesOn& goesOn, Parallel& parallel) {
        study::DesignDayOptions options;
        options.onProgress = goesOn;
        return study::checkDesignDay(layout, *setting, options, parallel);
      },
      [this](std::shared_ptr<const study::DesignDayCheck> answer) {
        if (asker_ == designDay_) designDay_->show(std::move(answer));
      });
}

void Studies::askRedundancy() {
  if (!layout() || !bench_.project().setting) return;
  if (asker_ && asker_ != redundancy_ && desk_.isBusy()) asker_->forget();
  asker_ = redundancy_;
  desk_.ask<study::RedundancyCheck>(
      [layout = layout(), setting = bench_.project().setting, wish = redundancy_->wish()](
          const StudyDesk::GoesOn& goesOn, Parallel&) {
        // thousands of states: a second core beside the run is worth it
        WorkerPool pool(2);
        study::RedundancyOptions options = wish;
        options.onProgress = goesOn;
        return study::checkRedundancy(layout, *setting, options, pool);
      },
      [this](std::shared_ptr<const study::RedundancyCheck> answer) {
        if (asker_ != redundancy_) return;
        if (bench_.session()) bench_.session()->show(answer->consequence);
        redundancy_->show(std::move(answer));
      });
}

}  // namespace plenum
