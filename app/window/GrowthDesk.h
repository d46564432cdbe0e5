// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QTimer>
#include <QToolBar>
#include <memory>
#include <span>
#include <string>

#include "board/GrowthBar.h"
#include "window/FilmStudio.h"
#include "window/GrowthFilm.h"
#include "window/Workspaces.h"

namespace plenum {

struct Command;
class MainWindow;

/// The campus of every month: gives the blocks of the option that is shown their places on the plan's land, shows them
/// in the 3D view at the month of the bar, and makes films of them. At home in Plan and Present; elsewhere nothing of
/// what is planned is seen.
class GrowthDesk final : public QObject {
  Q_OBJECT
 public:
  /// Makes its bar in that window.
  GrowthDesk(MainWindow& window, views::PlanShown& shown);
  ~GrowthDesk() override;

  views::GrowthBar& bar() { return *bar_; }
  /// What is shown, with its places; null where no plan with land is worked out.
  const GrowthCase* growth() const { return case_ ? case_.get() : nullptr; }
  /// Shows the campus with everything that is planned, in the month in which the goal runs or the last phase stands;
  /// whoever looks at a month already goes on looking at that.
  void showBuilt();
  /// Asks where to, then makes it.
  void film();
  void make(GrowthFilmOrder order, std::filesystem::path out);
  GrowthFilmOrder orderOf() const;
  FilmStudio& films() { return films_; }

 private:
  void follow();
  void place();
  void draw();
  void light(bool isByDay);
  void enter(Workspaces::Place place);
  void card(const QString& id);
  bool isAtHome() const;
  MainWindow& window_;
  views::PlanShown& shown_;
  views::GrowthBar* bar_;
  QToolBar* holder_;
  std::shared_ptr<GrowthCase> case_;
  std::string framed_;  // the plan that the eye was led to once
  QTimer flash_;
  bool isLit_ = true;
  FilmStudio films_;
};

std::span<const Command> growthCommands();

}  // namespace plenum
