// SPDX-License-Identifier: Apache-2.0
#include "window/GrowthDesk.h"

#include <QCursor>
#include <QFileDialog>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

#include "io/Language.h"
#include "panels/FigureStrip.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/PlanDesk.h"

namespace plenum {
namespace {

constexpr int flashMs = 600;
const std::string dayClock = "10:30:00";  // the sun is high in the east

ViewTheme viewThemeOf(const views::Theme& theme) {
  switch (theme.scheme()) {
    case views::Theme::Scheme::light:
      return ViewTheme::light();
    case views::Theme::Scheme::highContrast:
      return ViewTheme::contrast();
    case views::Theme::Scheme::dark:
      break;
  }
  return ViewTheme::dark();
}

}  // namespace

GrowthDesk::GrowthDesk(MainWindow& window, views::PlanShown& shown)
    : QObject(&window), window_(window), shown_(shown), films_(window) {
  bar_ = new views::GrowthBar(window.look(), shown, &window);
  holder_ = new QToolBar(&window);
  holder_->setObjectName(QStringLiteral("growth"));
  holder_->setMovable(false);
  holder_->setFloatable(false);
  holder_->setContextMenuPolicy(Qt::PreventContextMenu);
  holder_->toggleViewAction()->setVisible(false);
  bar_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  holder_->addWidget(bar_);
  window.addToolBarBreak(Qt::BottomToolBarArea);
  window.addToolBar(Qt::BottomToolBarArea, holder_);
  window.look().words.follow(holder_, [this] {
    holder_->setWindowTitle(window_.look().words("growth.bar"));
    holder_->setAccessibleName(holder_->windowTitle());
    draw();
  });
  connect(&shown, &views::PlanShown::changed, this, &GrowthDesk::follow);
  connect(bar_, &views::GrowthBar::positionChanged, this, &GrowthDesk::draw);
  connect(bar_, &views::GrowthBar::shownToggled, this, &GrowthDesk::draw);
  connect(bar_, &views::GrowthBar::yearsToggled, this, &GrowthDesk::draw);
  connect(bar_, &views::GrowthBar::workAsked, this, [this] { window_.planDesk().work(); });
  connect(&window.planDesk(), &PlanDesk::workingChanged, bar_, &views::GrowthBar::setWorking);
  connect(&window.planDesk(), &PlanDesk::workingTold, bar_, &views::GrowthBar::tellWorking);
  connect(bar_, &views::GrowthBar::filmAsked, this, &GrowthDesk::film);
  connect(&window.workspaces(), &Workspaces::entered, this, &GrowthDesk::enter);
  connect(&window.bench(), &Workbench::opened, this, [this] { enter(window_.workspaces().current()); });
  connect(&window.central().view(), &CampusView::plannedHovered, this, &GrowthDesk::card);
  flash_.setInterval(flashMs);
  connect(&flash_, &QTimer::timeout, this, [this] {
    isLit_ = !isLit_;
    draw();
  });
  enter(window.workspaces().current());
}

GrowthDesk::~GrowthDesk() = default;

bool GrowthDesk::isAtHome() const {
  const Workspaces::Place place = window_.workspaces().current();
  return place == Workspaces::Place::plan || place == Workspaces::Place::present;
}

void GrowthDesk::enter(Workspaces::Place) {
  const LayoutPtr layout = window_.bench().document() ? window_.bench().document()->current() : nullptr;
  const bool hasPlan = shown_.plan() || (layout && layout->site && !layout->site->plan.empty());
  holder_->setVisible(isAtHome() && hasPlan);
  if (!isAtHome()) bar_->setPlaying(false);
  draw();
}

void GrowthDesk::follow() {
  place();
  enter(window_.workspaces().current());
}

void GrowthDesk::place() {
  const auto& plan = shown_.plan();
  const auto& ground = shown_.ground();
  const bool isWhole = plan && shown_.evaluation() && ground && ground->layout;
  const plan::GroundPlanPtr places = isWhole ? placesOf(*plan, shown_.option(), *ground) : nullptr;
  if (!places) {
    case_.reset();
    bar_->setTrouble(plan && !hasLand(*plan) ? window_.look().words("cli.growth.no-land") : QString());
    return;
  }
  auto next = std::make_shared<GrowthCase>();
  next->plan = plan;
  next->option = shown_.option();
  next->ground = ground;
  next->evaluation = shown_.evaluation();
  next->places = places;
  const std::size_t unplaced = next->places->unplaced().size();
  bar_->setTrouble(unplaced == 0 ? QString()
                                 : window_.look().words("growth.bar.problems", {{"count", std::to_string(unplaced)}}));
  case_ = std::move(next);
}

void GrowthDesk::showBuilt() {
  if (!case_ || bar_->isShown()) return;
  const plan::Evaluation& evaluation = *case_->evaluation;
  int month = evaluation.goalMonth.value_or(0);
  for (const plan::PhaseRow& phase : evaluation.phases) month = std::max(month, phase.month);
  shown_.chooseMonth(month);
  bar_->setShown(true);
}

void GrowthDesk::draw() {
  CampusView& view = window_.central().view();
  if (!case_ || !bar_->isShown() || !isAtHome()) {
    flash_.stop();
    light(false);
    view.showGrowth(nullptr);
    window_.figures().setAside({});
    return;
  }
  const double month = bar_->position();
  GrowthLook look;
  look.say = [words = &window_.look().words](const Text& text) { return (*words)(text).toStdString(); };
  look.isChinese = window_.look().words.isChinese();
  look.areYearsShown = bar_->areYearsShown();
  const GrowthCount count = countOn(*case_->evaluation, month);
  const bool hasTieIn = !case_->evaluation->months[std::size_t(count.month)].tieIn.empty();
  const bool mayFlash = hasTieIn && !window_.central().isMotionReduced();
  if (mayFlash != flash_.isActive()) mayFlash ? flash_.start() : flash_.stop();
  look.isTieInLit = !mayFlash || isLit_;
  light(true);
  window_.figures().setAside(
      QString::fromStdString(textOf(plan::firstOfMonth(case_->plan->from, count.month)).substr(0, 7)));
  view.showGrowth(growthOn(*case_, dayOfMonth(*case_->plan, month), look));
  if (framed_ != case_->plan->id) {
    framed_ = case_->plan->id;
    view.focusOnGrowth();
  }
}

/// Years go by, not hours: what is planned is seen by the same light, whatever the clock of the run says.
void GrowthDesk::light(bool isByDay) {
  CampusView& view = window_.central().view();
  SceneOptions options = view.options();
  const FramePtr frame = window_.clock().frame();
  options.lightAt.reset();
  if (isByDay && frame) options.lightAt = fromIso(toIso(frame->time).substr(0, 11) + dayClock);
  if (options.lightAt != view.options().lightAt) view.setOptions(options);
}

void GrowthDesk::card(const QString& id) {
  CampusView& view = window_.central().view();
  if (id.isEmpty() || !case_) return QToolTip::hideText();
  const views::Words& words = window_.look().words;
  QStringList lines;
  const std::string key = id.toStdString();
  const GrowthPtr& growth = view.options().growth;
  if (growth)
    for (const Growth::Block& block : growth->blocks)
      if (block.id == key) lines << QString::fromStdString(block.title) << QString::fromStdString(block.line);
  if (const plan::PlacedBlock* placed = case_->places->find(key)) {
    if (!lines.isEmpty())
      lines[0] = words(case_->option.phases[placed->phaseAt].name) + QStringLiteral("  ") + lines[0];
    lines.insert(1, words(placed->name));
    for (const plan::PhaseRow& phase : case_->evaluation->phases) {
      if (phase.id != placed->phase) continue;
      const std::string ready = textOf(phase.readyForService);
      lines << (phase.target.isSet() ? words("growth.card.ready", {{"date", ready}, {"target", textOf(phase.target)}})
                                     : words("growth.card.ready-only", {{"date", ready}}));
      const auto month = std::size_t(std::clamp(phase.month, 0, int(case_->evaluation->months.size()) - 1));
      const std::string held = holdingWordOf(case_->evaluation->months[month]);
      if (held != wordOf(plan::Resource::built)) lines << words("growth.card.binds", {{"plan.resource", held}});
    }
  }
  lines << words("growth.card.planned");
  QString html = QStringLiteral("<p style='white-space:pre'><b>%1</b>").arg(lines.takeFirst().toHtmlEscaped());
  for (const QString& line : lines) html += QStringLiteral("<br>") + line.toHtmlEscaped();
  QToolTip::showText(QCursor::pos(), html, &view);
}

GrowthFilmOrder GrowthDesk::orderOf() const {
  GrowthFilmOrder order;
  if (case_) order.of = *case_;
  order.frame = window_.clock().frame();
  if (order.frame) order.film.layout = order.frame->layout;
  order.film.setting = window_.bench().project().setting;
  order.film.theme = viewThemeOf(window_.look().theme);
  order.film.isChinese = window_.look().words.isChinese();
  order.areYearsShown = bar_->areYearsShown();
  // a table of its own: the film is made on another thread, and the window may change its language meanwhile
  if (auto language = io::Language::read(order.film.isChinese ? "zh" : "en")) {
    const auto table = std::make_shared<const io::Language>(std::move(*language));
    order.film.say = [table](const std::string& id) { return QString::fromStdString(table->say(Text(id))); };
    order.say = [table](const Text& text) { return table->say(text); };
  }
  if (case_ && order.film.layout)
    order.film.title = {order.film.layout->site->name.in(order.film.isChinese),
                        case_->option.name.in(order.film.isChinese), case_->evaluation->fingerprint};
  return order;
}

void GrowthDesk::film() {
  GrowthFilmOrder order = orderOf();
  if (!case_ || !order.frame || !order.say || films_.isBusy()) return;
  const views::Words& words = window_.look().words;
  const std::filesystem::path beside = window_.bench().project().siteFile.parent_path() / "growth.ogv";
  const QString out =
      QFileDialog::getSaveFileName(&window_, words("growth.bar.film"), QString::fromStdString(beside.string()),
                                   words("film.kinds") + QStringLiteral(" (*.ogv *.mp4 *.mkv *.webm *.mov);;") +
                                       words("film.frames") + QStringLiteral(" (*)"));
  if (!out.isEmpty()) make(std::move(order), out.toStdString());
}

void GrowthDesk::make(GrowthFilmOrder order, std::filesystem::path out) {
  const FilmOrder kept = order.film;
  films_.make({kept, [order = std::move(order)](const FilmStudio::Take& take) { return plenum::film(order, take); },
               std::move(out), "growth.film.making", "problems.growth-film"});
}

std::span<const Command> growthCommands() {
  static const std::array all{
      Command{"show-growth", "view", "Ctrl+Shift+Y", "",
              [](MainWindow& window) { window.growthDesk().bar().setShown(!window.growthDesk().bar().isShown()); },
              true},
      Command{"growth-years", "view", "Ctrl+P, Ctrl+Y", "",
              [](MainWindow& window) {
                views::GrowthBar& bar = window.growthDesk().bar();
                bar.setYearsShown(!bar.areYearsShown());
              }},
      Command{"growth-play", "view", "Ctrl+P, Ctrl+P", "",
              [](MainWindow& window) { window.growthDesk().bar().togglePlay(); }},
      Command{"growth-film", "file", "Ctrl+P, Ctrl+L", "", [](MainWindow& window) { window.growthDesk().film(); }},
  };
  return all;
}

}  // namespace plenum
