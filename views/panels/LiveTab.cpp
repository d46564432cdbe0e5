// SPDX-License-Identifier: Apache-2.0
#include "panels/LiveTab.h"

#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

#include "live/Connections.h"
#include "live/Naming.h"
#include "live/Phases.h"
#include "overlays/Tenants.h"
#include "panels/Countdown.h"
#include "panels/Dependents.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

// in a narrow dock the name of a reading is worth more than where its value comes from
constexpr int leastForBadges = 300;

const char* badgeId(Quality quality) {
  static constexpr std::array<const char*, 5> ids{"quality.computed", "quality.sensed", "quality.imported",
                                                  "quality.stale", "quality.bad"};
  return ids[static_cast<std::size_t>(quality)];
}

const char* runningId(Running running) {
  static constexpr std::array<const char*, 5> ids{"running.off", "running.starting", "running.on", "running.failed",
                                                  "running.dark"};
  return ids[static_cast<std::size_t>(running)];
}

}  // namespace

LiveTab::LiveTab(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QScrollArea(parent), look_(look), clock_(clock), selection_(selection) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  connect(&selection, &Selection::changed, this, &LiveTab::rebuild);
  connect(&clock, &FrameClock::storyChanged, this, &LiveTab::rebuild);
  connect(&look.words, &Words::changed, this, &LiveTab::rebuild);
  connect(&look.theme, &Theme::changed, this, &LiveTab::rebuild);
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (sinceShown_.isValid() && sinceShown_.elapsed() < 150) return;
    refresh();
  });
}

void LiveTab::heading(QGridLayout& grid, const char* textId) {
  QLabel* made = plainLabel(look_, Theme::Type::caption, Tone::dim, true, widget());
  made->setText(look_.words(textId));
  made->setContentsMargins(0, grid.count() == 0 ? 0 : 10, 0, 2);
  grid.addWidget(made, grid.rowCount(), 0, 1, 3);
}

void LiveTab::showEvent(QShowEvent* event) {
  QScrollArea::showEvent(event);
  if (isStale_) rebuild();
}

void LiveTab::rebuild() {
  lines_.clear();
  state_ = nullptr;
  chips_ = nullptr;
  power_ = nullptr;
  throttle_ = trip_ = foresight_ = tenants_ = drained_ = nullptr;
  isStale_ = window()->isVisible() && !isVisible();
  if (isStale_) return;
  auto* content = new QWidget;
  setWidget(content);  // the one before goes with everything in it
  auto* down = new QVBoxLayout(content);
  down->setContentsMargins(12, 8, 12, 12);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(3);
  grid->setColumnStretch(0, 1);
  down->addLayout(grid);
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout || !isIn(*frame->layout, selection_.current())) {
    heading(*grid, "inspector.nothing");
    down->addStretch();
    return;
  }
  addReadings(*grid);
  addPower(*grid);
  addOutlook(*grid);
  const EntityRef entity = selection_.current();
  if (entity.kind == Kind::rack || entity.kind == Kind::chip) {
    heading(*grid, "inspector.chips");
    chips_ = new ChipGrid(look_, content);
    connect(chips_, &ChipGrid::picked, this, [this](std::uint32_t chip) { selection_.select({Kind::chip, chip}); });
    grid->addWidget(chips_, grid->rowCount(), 0, 1, 3);
  }
  addTenants(*grid);
  addConnections(*grid);
  down->addStretch();
  refresh();
}

void LiveTab::addReadings(QGridLayout& grid) {
  const EntityRef entity = selection_.current();
  if (runningOf(*clock_.frame(), entity)) {
    heading(grid, "inspector.state");
    state_ = plainLabel(look_, Theme::Type::body, Tone::text, true, widget());
    grid.addWidget(state_, grid.rowCount(), 0, 1, 3);
  }
  if (entity.part != 0 && entity.kind != Kind::powerDevice) {
    // a frame knows the unit, not its single pumps and fans
    QLabel* note = plainLabel(look_, Theme::Type::table, Tone::dim, false, widget());
    note->setText(look_.words("inspector.part-note"));
    note->setWordWrap(true);
    grid.addWidget(note, grid.rowCount(), 0, 1, 3);
  }
  static constexpr std::array<std::pair<Reading::Group, const char*>, 4> groups{
      {{Reading::Group::heat, "inspector.heat"},
       {Reading::Group::power, "inspector.power"},
       {Reading::Group::work, "inspector.work"},
       {Reading::Group::water, "inspector.resources"}}};
  for (const auto& [group, title] : groups) {
    bool isFirst = true;
    for (const Reading& reading : readingsOf(entity.kind).rows) {
      // a breaker has a line of its own, its device's numbers are not its
      if (reading.group != group || (entity.kind == Kind::powerDevice && entity.part != 0)) continue;
      if (std::exchange(isFirst, false)) heading(grid, title);
      const int row = grid.rowCount();
      Line line{&reading, plainLabel(look_, Theme::Type::table, Tone::dim, false, widget()),
                plainLabel(look_, Theme::Type::table, Tone::text, true, widget()),
                plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget())};
      line.name->setText(look_.words((std::string("reading.") + reading.id).c_str()));
      line.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
      line.badge->setText(look_.words(badgeId(reading.quality)));
      line.badge->setToolTip(look_.words((std::string(badgeId(reading.quality)) + "-hint").c_str()));
      line.name->setMinimumWidth(60);
      grid.addWidget(line.name, row, 0);
      grid.addWidget(line.value, row, 1);
      grid.addWidget(line.badge, row, 2);
      lines_.push_back(line);
    }
  }
}

void LiveTab::addPower(QGridLayout& grid) {
  const EntityRef entity = selection_.current();
  if (!PowerRows::isFor(entity)) return;
  heading(grid, "inspector.supply");
  power_ = new PowerRows(look_, *clock_.frame()->layout, entity, widget());
  connect(power_, &PowerRows::operationAsked, this, &LiveTab::operationAsked);
  connect(power_, &PowerRows::whyAsked, this, &LiveTab::whyAsked, Qt::QueuedConnection);
  connect(power_, &PowerRows::selected, this, [this](const QString& id) {
    if (const auto found = clock_.frame()->layout->find(id.toStdString())) selection_.select(*found);
  });
  grid.addWidget(power_, grid.rowCount(), 0, 1, 3);
}

void LiveTab::addOutlook(QGridLayout& grid) {
  racks_ = racksBehind(*clock_.frame()->layout, selection_.current());
  if (racks_.empty()) return;
  heading(grid, "inspector.outlook");
  const auto row = [&](const char* textId) {
    const int at = grid.rowCount();
    QLabel* name = plainLabel(look_, Theme::Type::table, Tone::dim, false, widget());
    name->setText(look_.words(textId));
    QLabel* value = plainLabel(look_, Theme::Type::table, Tone::text, true, widget());
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid.addWidget(name, at, 0);
    grid.addWidget(value, at, 1, 1, 2);
    return value;
  };
  throttle_ = row("outlook.throttle");
  trip_ = row("outlook.trip");
  foresight_ = plainLabel(look_, Theme::Type::table, Tone::dim, false, widget());
  foresight_->setWordWrap(true);
  grid.addWidget(foresight_, grid.rowCount(), 0, 1, 3);
}

void LiveTab::addConnections(QGridLayout& grid) {
  const Layout& layout = *clock_.frame()->layout;
  const auto connections = connectionsOf(layout, selection_.current());
  if (connections.empty()) return;
  heading(grid, "inspector.connections");
  const QString colour = look_.theme.tokens().accent.name();
  for (const Connection& connection : connections) {
    QStringList steps;
    for (const EntityRef& step : connection.chain) {
      const QString id = QString::fromStdString(layout.idOf(step)).toHtmlEscaped();
      steps << QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%1</a>").arg(id, colour);
    }
    const bool isChain = connection.chain.size() > 1 && connection.chain.front().kind == Kind::powerDevice;
    auto* links = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
    links->setTextFormat(Qt::RichText);
    links->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    links->setWordWrap(true);
    links->setText(QStringLiteral("<span style=\"color:%1\">%2</span> &nbsp;%3")
                       .arg(look_.theme.tokens().dim.name(), look_.words(connection.textId).toHtmlEscaped(),
                            steps.join(isChain ? QStringLiteral(" ‹ ") : QStringLiteral(", "))));
    connect(links, &QLabel::linkActivated, this, [this](const QString& id) {
      const auto found = clock_.frame()->layout->find(id.toStdString());
      // after this label's own slot: selecting rebuilds the tab and with it the label
      if (found)
        QMetaObject::invokeMethod(
            this, [this, to = *found] { selection_.select(to); }, Qt::QueuedConnection);
    });
    grid.addWidget(links, grid.rowCount(), 0, 1, 3);
  }
}

/// Whose chips they are: of what a thing holds, cools or feeds.
void LiveTab::addTenants(QGridLayout& grid) {
  if (racks_.empty() || selection_.isCampus() || clock_.frame()->chipTenant.empty()) return;
  heading(grid, "inspector.jobs");
  tenants_ = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
  tenants_->setTextFormat(Qt::RichText);
  tenants_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  tenants_->setWordWrap(true);
  connect(tenants_, &QLabel::linkActivated, this, [this](const QString& id) { Q_EMIT workAsked(id.toStdString()); });
  grid.addWidget(tenants_, grid.rowCount(), 0, 1, 3);
  drained_ = plainLabel(look_, Theme::Type::table, Tone::dim, false, widget());
  drained_->setWordWrap(true);
  grid.addWidget(drained_, grid.rowCount(), 0, 1, 3);
}

void LiveTab::showTenants(const Frame& frame) {
  constexpr std::size_t mostShown = 8;
  const EntityRef entity = selection_.current();
  std::vector<TenantShare> shares;
  if (entity.kind != Kind::chip)
    shares = tenantsIn(frame, racks_);
  else if (const std::uint32_t tenant = tenantOf(frame, entity.index); tenant != none)
    shares = {{tenant, 1}};
  const QString colour = look_.theme.tokens().accent.name();
  QStringList lines;
  for (std::size_t i = 0; i < shares.size() && i < mostShown; ++i) {
    const std::uint32_t tenant = shares[i].tenant;
    const QString id = QString::fromStdString(tenantId(frame, tenant)).toHtmlEscaped();
    const QString name = look_.words(tenantName(frame, tenant)).toHtmlEscaped();
    const QString phase = tenant < frame.jobs.size()
                              ? QStringLiteral(" · ") + look_.words(textIdOf(frame.jobs[tenant].phase))
                              : QString();
    lines << QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a> · %4%5")
                 .arg(id, colour, name.isEmpty() ? id : name, look_.format.count(shares[i].chips),
                      phase.toHtmlEscaped());
  }
  if (shares.size() > mostShown)
    lines << look_.words("inspector.jobs-more", {{"count", std::to_string(shares.size() - mostShown)}}).toHtmlEscaped();
  if (lines.isEmpty()) lines << look_.words("inspector.jobs-none").toHtmlEscaped();
  const QString text = lines.join(QStringLiteral("<br/>"));
  if (text != tenants_->text()) tenants_->setText(text);
  const auto countIn = [this](const std::vector<std::uint8_t>& marks) {
    return std::count_if(racks_.begin(), racks_.end(),
                         [&](std::uint32_t r) { return r < marks.size() && marks[r] != 0; });
  };
  QStringList notes;
  const auto note = [&](const char* one, const char* some, std::ptrdiff_t count) {
    if (count == 0) return;
    notes << (racks_.size() == 1
                  ? look_.words(one)
                  : look_.words(some, {{"count", std::to_string(count)}, {"racks", std::to_string(racks_.size())}}));
  };
  note("inspector.measured", "inspector.measured-some", countIn(frame.isRackMeasured));
  note("inspector.drained", "inspector.drained-some", countIn(frame.isRackDrained));
  drained_->setVisible(!notes.isEmpty());
  drained_->setText(notes.join(QLatin1Char('\n')));
}

void LiveTab::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  const EntityRef entity = selection_.current();
  if (!frame || !frame->layout || !isIn(*frame->layout, entity)) return;
  if (state_)
    if (const auto running = runningOf(*frame, entity)) state_->setText(look_.words(runningId(*running)));
  if (power_) power_->show(*frame);
  for (const Line& line : lines_) {
    const double value = line.reading->read(*frame, entity);
    const double limit = line.reading->limit ? line.reading->limit(*frame, entity) : std::nan("");
    QString text = look_.format.text(value, line.reading->unit);
    if (std::isfinite(limit) && std::isfinite(value)) {
      const QString against = look_.format.text(limit, line.reading->unit);
      line.value->setToolTip(look_.words((std::string("limit.") + line.reading->id).c_str()) + QLatin1Char(' ') +
                             against);
      text += QStringLiteral(" / ") + against;
    }
    if (!std::isfinite(value)) line.value->setToolTip(look_.words("reading.no-value"));
    line.value->setText(text);
    line.badge->setVisible(std::isfinite(value) && viewport()->width() >= leastForBadges);
  }
  if (throttle_) {
    const Countdown now =
        entity.kind == Kind::chip ? countdownOfChip(*frame, entity.index) : countdownOf(*frame, racks_);
    const bool isKnown = now.foresight == Foresight::calm || now.foresight == Foresight::threatened;
    throttle_->setText(isKnown ? countdownText(now.throttleS, now.horizonS, look_) : Format::dash());
    trip_->setText(isKnown ? countdownText(now.tripS, now.horizonS, look_) : Format::dash());
    // who is first matters only among several
    const bool isOne = racks_.size() == 1;
    foresight_->setText(
        isKnown && (isOne || now.foresight == Foresight::calm) ? QString() : sentenceOf(now, *frame->layout, look_));
    foresight_->setVisible(!foresight_->text().isEmpty());
  }
  if (tenants_) showTenants(*frame);
  if (chips_) {
    const std::uint32_t rack = entity.kind == Kind::rack ? entity.index : frame->layout->rackOfChip(entity.index);
    chips_->show(frame, rack, entity.kind == Kind::chip ? entity.index : none);
  }
}

QString LiveTab::shownValue(const QString& readingId) const {
  for (const Line& line : lines_)
    if (readingId == QLatin1String(line.reading->id)) return line.value->text();
  return {};
}

}  // namespace plenum::views
