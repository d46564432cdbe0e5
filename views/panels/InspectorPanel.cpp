// SPDX-License-Identifier: Apache-2.0
#include "panels/InspectorPanel.h"

#include <QVBoxLayout>

#include "live/Naming.h"
#include "models/Padlock.h"
#include "panels/Parts.h"

namespace plenum::views {

InspectorPanel::InspectorPanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent,
                               Operate* operate)
    : QWidget(parent), look_(look), clock_(clock), selection_(selection) {
  title_ = plainLabel(look, Theme::Type::title, Tone::text, true, this);
  title_->setWordWrap(true);
  subtitle_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  subtitle_->setWordWrap(true);
  tabs_ = new QTabWidget(this);
  tabs_->setDocumentMode(true);
  tabs_->setUsesScrollButtons(false);
  operate_ = operate ? operate : new Operate(look, clock, desk, this);
  live_ = new LiveTab(look, clock, selection, tabs_);
  properties_ = new PropertiesTab(look, clock, selection, tabs_);
  why_ = new WhyTab(look, clock, selection, tabs_);
  actions_ = new ActionsTab(look, clock, selection, desk, tabs_);
  actions_->askThrough(operate_);
  tabs_->addTab(live_, QString());
  tabs_->addTab(properties_, QString());
  tabs_->addTab(why_, QString());
  tabs_->addTab(actions_, QString());

  auto* head = new QVBoxLayout;
  head->setContentsMargins(12, 8, 12, 4);
  head->setSpacing(2);
  head->addWidget(title_);
  head->addWidget(subtitle_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(head);
  down->addWidget(tabs_, 1);

  look_.words.follow(this, [this] {
    tabs_->setTabText(0, look_.words("inspector.live"));
    tabs_->setTabText(1, look_.words("inspector.properties"));
    tabs_->setTabText(2, look_.words("inspector.why"));
    tabs_->setTabText(3, look_.words("inspector.actions"));
    refresh();
  });
  connect(&selection, &Selection::changed, this, [this] {
    // a door has nothing that moves: what can be told of it stands in the next tab
    if (selection_.current().kind == Kind::door && tabs_->currentWidget() == live_)
      tabs_->setCurrentWidget(properties_);
    refresh();
  });
  connect(&clock, &FrameClock::storyChanged, this, &InspectorPanel::refresh);
  connect(live_, &LiveTab::operationAsked, operate_, qOverload<Action>(&Operate::ask));
  connect(live_, &LiveTab::whyAsked, this, [this] { explain(QString()); });
  connect(properties_, &PropertiesTab::editAsked, this, &InspectorPanel::editAsked);
}

void InspectorPanel::explain(const QString& figure) {
  why_->ask(figure);
  tabs_->setCurrentWidget(why_);
}

QString InspectorPanel::subtitle(const Layout& layout, EntityRef entity) const {
  const auto named = [this](const auto* spec) { return spec ? look_.words(spec->name) : QString(); };
  const std::uint32_t i = entity.index;
  switch (entity.kind) {
    case Kind::campus:
      return look_.words("inspector.campus-size",
                         {{"halls", std::to_string(layout.halls.size())},
                          {"racks", look_.format.count(qint64(layout.racks.size())).toStdString()},
                          {"chips", look_.format.count(layout.chips).toStdString()}});
    case Kind::hall:
      return look_.words("inspector.hall-size", {{"rows", std::to_string(layout.halls[i].rows)},
                                                 {"racks", std::to_string(layout.halls[i].racks)}});
    case Kind::row:
      return look_.words("inspector.row-size", {{"racks", std::to_string(layout.rows[i].racks)}});
    case Kind::rack: {
      const PlacedRack& rack = layout.racks[i];
      return look_.words("inspector.rack-size", {{"chips", std::to_string(rack.chips)},
                                                 {"chip", named(rack.chip).toStdString()},
                                                 {"rack", named(rack.spec).toStdString()}});
    }
    case Kind::chip:
      return named(layout.racks[layout.rackOfChip(i)].chip);
    case Kind::cdu:
      return named(layout.cdus[i].spec);
    case Kind::fanWall:
      return named(layout.fanWalls[i].spec);
    case Kind::pump:
      return named(layout.pumps[i].spec);
    case Kind::chiller:
      return named(layout.chillers[i].spec);
    case Kind::exchanger:
      return named(layout.exchangers[i].spec);
    case Kind::tower:
      return named(layout.towers[i].spec);
    case Kind::tank:
      return named(layout.tanks[i].spec);
    case Kind::lake:
      return named(layout.lakes[i].spec);
    case Kind::dryCooler:
      return named(layout.dryCoolers[i].spec);
    case Kind::door:
      return look_.words(layout.doors[i].spec->use == HallDoor::Use::loading ? "door.use.loading" : "door.use.exit");
    case Kind::powerDevice: {
      const PlacedPower& device = layout.power[i];
      if (entity.part != 0) return breakerOf(layout, entity);
      return kindOf(device, look_.words) + QStringLiteral(" · ") + look_.format.text(device.rating.si, Unit::watts);
    }
    default:
      return {};
  }
}

/// Which source it joins, and what it is set to.
QString InspectorPanel::breakerOf(const Layout& layout, EntityRef entity) const {
  const PlacedPower& device = layout.power[entity.index];
  if (entity.part > device.breakers.size()) return {};
  const std::uint32_t source = device.breakers[entity.part - 1].source;
  const QString setting = look_.format.text(device.breaker.si, Unit::watts);
  return source == none
             ? look_.words("breaker.own", {{"setting", setting.toStdString()}})
             : look_.words(
                   "breaker.from",
                   {{"source", layout.power[source].id}, {"device", device.id}, {"setting", setting.toStdString()}});
}

void InspectorPanel::refresh() {
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout || !isIn(*frame->layout, selection_.current())) {
    title_->setText(look_.words("inspector.nothing"));
    subtitle_->clear();
    return;
  }
  title_->setText(titleOf(*frame->layout, selection_.current(), look_.words));
  QString second = subtitle(*frame->layout, selection_.current());
  if (const ThingGroup* lock = padlockOf(*frame->layout, selection_.current())) {
    const auto named = [lock](bool isChinese) {
      const std::string name = lock->name.in(isChinese);
      return name.empty() ? lock->id : name;
    };
    if (!second.isEmpty()) second += QStringLiteral(" · ");
    second += look_.words("inspector.locked", {{"group", named(false)}, {"group.zh", named(true)}});
  }
  subtitle_->setText(second);
  subtitle_->setVisible(!second.isEmpty());
}

}  // namespace plenum::views
