// SPDX-License-Identifier: Apache-2.0
#include "panels/PowerRows.h"

#include <array>
#include <cmath>

#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr std::size_t mostListed = 12;

QString contactWord(Contact contact, const Look& look) {
  return look.words(contact == Contact::open     ? "breaker.open"
                    : contact == Contact::closed ? "breaker.closed"
                                                 : "breaker.tripped");
}

template <class T>
bool has(const std::vector<T>& all, std::size_t i) {
  return i < all.size();
}

}  // namespace

bool PowerRows::isFor(EntityRef entity) { return entity.kind == Kind::powerDevice || entity.kind == Kind::rack; }

PowerRows::PowerRows(Look& look, const Layout& layout, EntityRef entity, QWidget* parent)
    : QWidget(parent), look_(look), layout_(layout), entity_(entity) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(3);
  grid->setColumnStretch(1, 1);
  if (entity.part == 0) {
    fed_ = row(*grid, entity.kind == Kind::rack ? "power-rows.cords" : "power-rows.fed");
    why_ = plainLabel(look, Theme::Type::table, Tone::text, false, this);
    why_->setTextFormat(Qt::RichText);
    why_->setWordWrap(true);
    connect(why_, &QLabel::linkActivated, this, [this] { Q_EMIT whyAsked(); });
    grid->addWidget(why_, grid->rowCount(), 0, 1, 3);
  }
  if (entity.kind != Kind::powerDevice) return;
  addBreakers(*grid);
  if (entity.part == 0) addBelow(*grid);
}

QLabel* PowerRows::row(QGridLayout& grid, const char* textId) {
  const int at = grid.rowCount();
  QLabel* name = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
  name->setText(look_.words(textId));
  QLabel* value = plainLabel(look_, Theme::Type::table, Tone::text, false, this);
  value->setTextFormat(Qt::RichText);
  value->setWordWrap(true);
  connect(value, &QLabel::linkActivated, this, &PowerRows::selected, Qt::QueuedConnection);
  grid.addWidget(name, at, 0, Qt::AlignTop);
  grid.addWidget(value, at, 1, 1, 2);
  return value;
}

QString PowerRows::linkTo(const std::string& id) const {
  return QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%1</a>")
      .arg(QString::fromStdString(id).toHtmlEscaped(), look_.theme.tokens().accent.name());
}

void PowerRows::addBreakers(QGridLayout& grid) {
  const PlacedPower& device = layout_.power[entity_.index];
  for (std::uint32_t part = 1; part <= device.breakers.size(); ++part) {
    if (entity_.part != 0 && part != entity_.part) continue;
    const std::string id = layout_.idOf({Kind::powerDevice, entity_.index, part});
    const std::uint32_t source = device.breakers[part - 1].source;
    const int at = grid.rowCount();
    QLabel* name = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
    name->setTextFormat(Qt::RichText);
    name->setText(QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>")
                      .arg(QString::fromStdString(id).toHtmlEscaped(), look_.theme.tokens().accent.name(),
                           QString::fromStdString(id).section(QLatin1Char('/'), -1)) +
                  (source == none ? QString() : QStringLiteral(" ← ") + linkTo(layout_.power[source].id)));
    connect(name, &QLabel::linkActivated, this, &PowerRows::selected, Qt::QueuedConnection);
    BreakerRow made{part, plainLabel(look_, Theme::Type::table, Tone::text, false, this), new QPushButton(this)};
    made.state->setWordWrap(true);
    made.button->setAutoDefault(false);
    made.button->setAccessibleName(QString::fromStdString(id));
    made.button->setToolTip(QString::fromStdString(id));
    const std::size_t i = breakers_.size();
    connect(made.button, &QPushButton::clicked, this,
            [this, i, id] { Q_EMIT operationAsked(breakers_[i].opens ? Action(Open{id}) : Action(Close{id})); });
    grid.addWidget(name, at, 0);
    grid.addWidget(made.state, at, 1);
    grid.addWidget(made.button, at, 2);
    breakers_.push_back(made);
  }
}

/// What takes its power from here, one step down.
void PowerRows::addBelow(QGridLayout& grid) {
  std::vector<std::string> ids;
  std::size_t racks = 0;
  for (const PlacedPower& other : layout_.power)
    for (const PlacedBreaker& breaker : other.breakers)
      if (breaker.source == entity_.index) {
        ids.push_back(other.id);
        break;
      }
  for (const PlacedRack& rack : layout_.racks) racks += rack.feedA == entity_.index || rack.feedB == entity_.index;
  const auto machines = [&](const auto& all) {
    for (const auto& one : all)
      if (one.feed == entity_.index || one.feedB == entity_.index) ids.push_back(one.id);
  };
  machines(layout_.cdus), machines(layout_.fanWalls), machines(layout_.pumps), machines(layout_.chillers);
  machines(layout_.exchangers), machines(layout_.towers), machines(layout_.dryCoolers), machines(layout_.lakes);
  if (ids.empty() && racks == 0) return;
  QStringList links;
  for (std::size_t i = 0; i < ids.size() && i < mostListed; ++i) links << linkTo(ids[i]);
  if (ids.size() > mostListed)
    links << look_.words("power-rows.more", {{"count", std::to_string(ids.size() - mostListed)}}).toHtmlEscaped();
  if (racks > 0) links << look_.words("power-rows.racks", {{"count", std::to_string(racks)}}).toHtmlEscaped();
  row(grid, "power-rows.below")->setText(links.join(QStringLiteral(", ")));
}

/// In words, with the device that it really comes from.
QString PowerRows::sourceOf(const Frame& frame) const {
  if (!has(frame.power.fed, entity_.index)) return look_.words("reading.no-value");
  const PlacedPower& device = layout_.power[entity_.index];
  const Fed fed = frame.power.fed[entity_.index];
  static constexpr std::array<const char*, 8> ids{"fed.normal", "fed.alternate", "fed.standby", "fed.battery",
                                                  "fed.bypass", "fed.tie",       "fed.nothing", "fed.storage"};
  QStringList names;
  const auto name = [&](std::uint32_t d) {
    if (d < layout_.power.size()) names << linkTo(layout_.power[d].id);
  };
  if (fed == Fed::normal || fed == Fed::bypass) name(device.from);
  if (fed == Fed::normal)
    for (const std::uint32_t d : device.parallel) name(d);
  if (fed == Fed::alternate) name(device.alternate);
  if (fed == Fed::standby)
    for (const std::uint32_t d : device.standby) name(d);
  QString said = look_.words(ids[static_cast<std::size_t>(fed)]).toHtmlEscaped();
  if (!names.isEmpty()) said += QStringLiteral(" (%1)").arg(names.join(QStringLiteral(", ")));
  return said;
}

void PowerRows::showCords(const Frame& frame) {
  const PlacedRack& rack = layout_.racks[entity_.index];
  QStringList cords;
  const auto cord = [&](const char* name, std::uint32_t feed, const std::vector<std::uint8_t>& isOn) {
    if (feed == none) return;
    const char* state = !has(isOn, entity_.index) ? "cord.unknown" : isOn[entity_.index] ? "cord.live" : "cord.dead";
    cords << QStringLiteral("%1 %2 (%3)").arg(QLatin1String(name), look_.words(state), linkTo(layout_.power[feed].id));
  };
  cord("A", rack.feedA, frame.racks.isOnA);
  cord("B", rack.feedB, frame.racks.isOnB);
  fed_->setText(cords.join(QStringLiteral(" · ")));
}

void PowerRows::show(const Frame& frame) {
  const bool isRack = entity_.kind == Kind::rack;
  if (fed_) isRack ? showCords(frame) : fed_->setText(sourceOf(frame));
  if (why_) {
    const auto& causes = isRack ? frame.racks.darkCause : frame.power.darkCause;
    const std::uint64_t cause = has(causes, entity_.index) ? causes[entity_.index] : 0;
    const bool isKnown = cause > 0 && frame.events && cause <= frame.events->size();
    why_->setVisible(isKnown);
    if (isKnown) {
      const Event& event = (*frame.events)[cause - 1];
      why_->setText(
          QStringLiteral("%1 <a href=\"why\" style=\"color:%2;text-decoration:none\">%3</a>")
              .arg(look_
                       .words("power-rows.dark-since", {{"time", look_.format.clock(event.time).toStdString()},
                                                        {"what", look_.words(event.text).toStdString()}})
                       .toHtmlEscaped(),
                   look_.theme.tokens().accent.name(), look_.words("power-rows.why").toHtmlEscaped()));
    }
  }
  const Frame::Power& power = frame.power;
  for (BreakerRow& row : breakers_) {
    const std::size_t i = has(power.firstBreaker, entity_.index)
                              ? std::size_t{power.firstBreaker[entity_.index]} + row.part - 1
                              : power.contact.size();
    row.button->setVisible(has(power.contact, i));
    if (!has(power.contact, i)) {
      row.state->setText(look_.words("reading.no-value"));
      continue;
    }
    QStringList said{contactWord(power.contact[i], look_)};
    if (has(power.isHeld, i) && power.isHeld[i]) said << look_.words("breaker.held");
    if (has(power.breakerLoad, i) && power.contact[i] == Contact::closed)
      said << look_.words(
          "breaker.load",
          {{"load", look_.format.text(static_cast<double>(power.breakerLoad[i]), Unit::fraction).toStdString()}});
    if (has(power.breakerHeat, i) && power.breakerHeat[i] > 0.005f)
      said << look_.words(
          "breaker.heat",
          {{"heat", look_.format.text(static_cast<double>(power.breakerHeat[i]), Unit::fraction).toStdString()}});
    const QString text = said.join(QStringLiteral(" · "));
    if (text != row.state->text()) row.state->setText(text);
    row.opens = power.contact[i] == Contact::closed;
    row.button->setText(look_.words(row.opens ? "breaker.do-open" : "breaker.do-close"));
  }
}

}  // namespace plenum::views
