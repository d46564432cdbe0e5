// SPDX-License-Identifier: Apache-2.0
#include "window/GrowthDesk.h"

#include <QCursor>
#include <QFileDialog>
#include <QProgressDialog>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

#include "io/Language.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/PlanDesk.h"

namespace plenum {
namespace {

constexpr int flashMs = 600;

/// What the places depend on: the land, the blocks in their order, the substations. Not dates.
std::string keyOf(const plan::Plan& plan, const plan::Option& option) {
  std::string key = plan.id + "/" + option.id;
  const auto number = [&key](double v) { key += "," + toText(v, 3); };
  for (const Vec2 p : plan.land.outline) number(p.x), number(p.y);
  for (const Vec2 p : {plan.land.gridPointM, plan.land.waterPointM, plan.land.fibrePointM, plan.land.gateM})
    number(p.x), number(p.y);
  for (const double v :
       {plan.land.setbackM, plan.land.roadM, plan.land.fireGapM, plan.land.plumeGapM, plan.land.corridorM})
    number(v);
  for (const plan::Land::Fixed& f : plan.land.fixed) {
    key += f.phase + f.block;
    number(f.index), number(f.atM.x), number(f.atM.y), number(f.turn);
  }
  for (const plan::Phase& phase : option.phases) {
    key += "|" + phase.id;
    for (const plan::Phase::Order& order : phase.blocks) key += ";" + order.block + "*" + std::to_string(order.count);
  }
  for (const plan::GridStep& step : option.gridSteps) {
    key += "|" + step.id + "/" + step.substation + "*" + std::to_string(step.transformers);
    for (const std::string& after : step.after) key += ";" + after;
  }
  return key;
}

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

GrowthDesk::GrowthDesk(MainWindow& window, views::PlanShown& shown) : QObject(&window), window_(window), shown_(shown) {
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
  connect(bar_, &views::GrowthBar::filmAsked, this, &GrowthDesk::film);
  connect(&window.workspaces(), &Workspaces::entered, this, &GrowthDesk::enter);
  connect(&window.bench(), &Workbench::opened, this, [this] { enter(window_.workspaces().current()); });
  connect(&window.central().view(), &CampusView::plannedHovered, this, &GrowthDesk::card);
  flash_.setInterval(flashMs);
  connect(&flash_, &QTimer::timeout, this, [this] {
    isLit_ = !isLit_;
    draw();
  });
  connect(&studio_, &StudyDesk::refused, this, [this](const Problems& problems) {
    if (progress_) progress_->deleteLater();
    progress_ = nullptr;
    window_.report(problems, "problems.growth-film");
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
  const std::shared_ptr<const Setting> setting = window_.bench().project().setting;
  if (!plan || !shown_.evaluation() || !ground || !ground->layout || !setting || plan->land.outline.size() < 3) {
    case_.reset();
    bar_->setTrouble(plan && plan->land.outline.size() < 3 ? window_.look().words("cli.growth.no-land") : QString());
    return;
  }
  if (footprintsOf_ != plan || footprintsOn_ != ground->layout) {
    auto made = plan::footprintsOf(*plan, *ground->layout, *setting);
    if (!made) {
      case_.reset();
      bar_->setTrouble(window_.look().words(made.problems().front().what));
      return;
    }
    footprints_ = std::make_shared<const std::vector<plan::Footprint>>(std::move(*made));
    footprintsOf_ = plan;
    footprintsOn_ = ground->layout;
    placesOf_.clear();
  }
  auto next = std::make_shared<GrowthCase>();
  next->plan = plan;
  next->option = shown_.option();
  next->ground = ground;
  next->evaluation = shown_.evaluation();
  // dates that are dragged move no block
  const std::string key = keyOf(*plan, next->option);
  next->places =
      case_ && key == placesOf_
          ? case_->places
          : std::make_shared<const plan::GroundPlan>(layGround(*plan, next->option, *footprints_, *ground->layout));
  placesOf_ = key;
  const auto& problems = next->places->problems;
  bar_->setTrouble(problems.empty()
                       ? QString()
                       : window_.look().words("growth.bar.problems", {{"count", std::to_string(problems.size())}}));
  case_ = std::move(next);
}

void GrowthDesk::draw() {
  CampusView& view = window_.central().view();
  if (!case_ || !bar_->isShown() || !isAtHome()) {
    flash_.stop();
    view.showGrowth(nullptr);
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
  view.showGrowth(growthOn(*case_, dayOfMonth(*case_->plan, month), look));
  if (framed_ != case_->plan->id) {
    framed_ = case_->plan->id;
    view.focusOnGrowth();
  }
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
      const plan::Resource binding = case_->evaluation->months[month].binding;
      if (binding != plan::Resource::built) lines << words("growth.card.binds", {{"plan.resource", wordOf(binding)}});
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
  if (!case_ || !order.frame || !order.say || studio_.isBusy()) return;
  const views::Words& words = window_.look().words;
  const std::filesystem::path beside = window_.bench().project().siteFile.parent_path() / "growth.ogv";
  const QString out =
      QFileDialog::getSaveFileName(&window_, words("growth.bar.film"), QString::fromStdString(beside.string()),
                                   words("film.kinds") + QStringLiteral(" (*.ogv *.mp4 *.mkv *.webm *.mov);;") +
                                       words("film.frames") + QStringLiteral(" (*)"));
  if (!out.isEmpty()) make(std::move(order), out.toStdString());
}

void GrowthDesk::make(GrowthFilmOrder order, std::filesystem::path out) {
  const views::Words& words = window_.look().words;
  progress_ = new QProgressDialog(words("growth.film.making"), words("film.cancel"), 0, 1000, &window_);
  progress_->setWindowModality(Qt::NonModal);
  progress_->setMinimumDuration(0);
  connect(progress_, &QProgressDialog::canceled, this, [this] { studio_.stop(); });
  connect(&studio_, &StudyDesk::progressed, progress_,
          [bar = progress_](double done) { bar->setValue(int(1000.0 * done)); });
  studio_.ask<Done>(
      [order = std::move(order), out](const StudyDesk::GoesOn& goesOn, Parallel&) -> Result<Done> {
        auto sink = openSink(out, order.film);
        if (!sink) return sink.problems();
        Problems problems;
        const Problems found = plenum::film(order, [&](std::int64_t frame, std::int64_t frames, const QImage& image) {
          problems = (*sink)->add(image);
          return problems.empty() && goesOn(double(frame + 1) / double(frames));
        });
        problems.insert(problems.end(), found.begin(), found.end());
        if (problems.empty()) problems = (*sink)->finish();
        return Done{std::move(problems)};
      },
      [this](const std::shared_ptr<const Done>& done) {
        if (progress_) progress_->deleteLater();
        progress_ = nullptr;
        if (!done->problems.empty()) window_.report(done->problems, "problems.growth-film");
      });
}

std::span<const Command> growthCommands() {
  static const std::array all{
      Command{"show-growth", "view", "Ctrl+Shift+Y", "",
              [](MainWindow& window) { window.growthDesk().bar().setShown(!window.growthDesk().bar().isShown()); },
              true},
      Command{"growth-years", "view", "", "",
              [](MainWindow& window) {
                views::GrowthBar& bar = window.growthDesk().bar();
                bar.setYearsShown(!bar.areYearsShown());
              }},
      Command{"growth-play", "view", "", "", [](MainWindow& window) { window.growthDesk().bar().togglePlay(); }},
      Command{"growth-film", "file", "", "", [](MainWindow& window) { window.growthDesk().film(); }},
  };
  return all;
}

}  // namespace plenum
