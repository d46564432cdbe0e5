// SPDX-License-Identifier: Apache-2.0
#include "window/CentralView.h"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QWidgetAction>

#include "live/Naming.h"
#include "live/Readings.h"
#include "overlays/Overlay.h"
#include "overlays/Tenants.h"
#include "panels/Parts.h"
#include "viewport/CampusView.h"
#include "viewport/Carried.h"

namespace plenum {

CentralView::CentralView(views::Look& look, views::FrameClock& clock, views::Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  view_ = new CampusView(this);
  down->addWidget(view_);
  view_->setSentences([this](const std::string& id) { return look_.words(id.c_str()); });
  view_->setCallout([this](EntityRef entity, const Frame& frame) { return calloutOf(entity, frame); });
  const auto wear = [this] {
    const bool isContrast = look_.theme.scheme() == views::Theme::Scheme::highContrast;
    ViewTheme worn = isContrast                    ? ViewTheme::contrast()
                     : look_.theme.tokens().isDark ? ViewTheme::dark()
                                                   : ViewTheme::light();
    worn.isInFahrenheit = look_.format.system() == views::Format::System::ip;
    view_->setTheme(worn);
  };
  look_.followTheme(this, wear);
  // a change of units is told as one of language
  look_.words.follow(this, wear);
  connect(view_, &CampusView::selected, this,
          [this, &selection](EntityRef entity) { selection.select(inFrames(entity)); });
  connect(view_, &CampusView::toggled, this,
          [this, &selection](EntityRef entity) { selection.toggle(inFrames(entity)); });
  connect(view_, &CampusView::boxed, this, [this, &selection](const std::vector<EntityRef>& things, bool isMore) {
    std::vector<EntityRef> all = isMore ? selection.all() : std::vector<EntityRef>{};
    for (const EntityRef thing : things) all.push_back(inFrames(thing));
    selection.selectAll(std::move(all));
  });
  connect(&selection, &views::Selection::setChanged, this, [this, &selection] {
    std::vector<EntityRef> others = selection.all();
    if (!others.empty()) others.pop_back();
    for (EntityRef& other : others) other = inView(other);
    view_->setOthers(std::move(others));
  });
  connect(view_, &CampusView::hovered, this,
          [this, &selection](EntityRef entity) { selection.hover(inFrames(entity)); });
  connect(view_, &CampusView::frameDrawn, this, [this] {
    ++drawn_;
    if (!sinceCount_.isValid()) sinceCount_.start();
    if (sinceCount_.elapsed() < 1000) return;
    perSecond_ = 1000.0 * drawn_ / double(sinceCount_.restart());
    drawn_ = 0;
  });
  connect(&selection, &views::Selection::changed, this, [this](EntityRef entity) { mark(entity); });
  connect(&clock, &views::FrameClock::frameChanged, this, &CentralView::show);
  connect(&clock, &views::FrameClock::statusChanged, this, &CentralView::heed);
  overlay_ = new QComboBox(this);
  overlay_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  buildRange();
  for (const Overlay& overlay : overlays())
    overlay_->addItem(QString(), QString::fromUtf8(overlay.id.data(), qsizetype(overlay.id.size())));
  look_.words.follow(this, [this] {
    view_->setLanguage(look_.words.isChinese());
    for (int i = 0; i < overlay_->count(); ++i) {
      const std::string id = "overlay." + overlay_->itemData(i).toString().toStdString();
      overlay_->setItemText(i, look_.words("view.colour-by", {{"figure", look_.words(id.c_str()).toStdString()}}));
    }
    overlay_->setAccessibleName(look_.words("view.colour"));
    overlay_->setToolTip(look_.words("view.colour"));
    overlay_->adjustSize();
    range_->move(12 + overlay_->width() + 6, 12);
    view_->keepClear(QRect(12, 12, overlay_->width() + 6 + range_->width(), overlay_->height()));
  });
  connect(overlay_, &QComboBox::currentIndexChanged, this, [this] {
    setOverlay(overlay());
    Q_EMIT overlayChanged(overlay());
  });
  empty_ = new QLabel(this);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setWordWrap(true);
  empty_->hide();
  look_.followTheme(this, [this] {
    empty_->setStyleSheet(QStringLiteral("background:%1;color:%2")
                              .arg(look_.theme.tokens().panel.name(), look_.theme.tokens().text.name()));
  });
  connect(&clock, &views::FrameClock::frameChanged, empty_, &QLabel::hide);
  overlay_->move(12, 12);
  overlay_->raise();
  range_->raise();
}

void CentralView::show(const FramePtr& frame) {
  if (lens_) {
    expected_.reset();
    if (FramePtr shown = lens_(frame)) view_->show(std::move(shown));
    return;
  }
  if (!frame || !frame->layout || frame->layout == expected_) expected_.reset();
  view_->show(expected_ ? carriedOnto(*frame, expected_) : frame);
}

void CentralView::expect(const LayoutPtr& layout) {
  if (lens_ || !clock_.frame() || !clock_.frame()->layout || !layout) return;
  expected_ = layout;
  show(clock_.frame());
}

void CentralView::expectNothingBut(const LayoutPtr& layout) {
  if (expected_ != layout) expected_.reset();
}

/// What the engine did not take is not in the picture either.
void CentralView::heed(const Session::Status& status) {
  if (!expected_ || status.refusedRevision != expected_) return;
  expected_.reset();
  show(clock_.frame());
}

EntityRef CentralView::inView(EntityRef entity) const {
  const LayoutPtr own = view_->layout(), theirs = clock_.frame() ? clock_.frame()->layout : nullptr;
  if (!own || !theirs || own == theirs || entity.kind == Kind::campus) return entity;
  return own->find(theirs->idOf(entity)).value_or(EntityRef{});
}

EntityRef CentralView::inFrames(EntityRef entity) const {
  const LayoutPtr own = view_->layout(), theirs = clock_.frame() ? clock_.frame()->layout : nullptr;
  if (!own || !theirs || own == theirs || entity.kind == Kind::campus) return entity;
  return theirs->find(own->idOf(entity)).value_or(EntityRef{});
}

void CentralView::buildRange() {
  range_ = new QPushButton(this);
  range_->setFixedSize(views::Theme::controlHeight + 4, views::Theme::controlHeight);
  auto* menu = new QMenu(range_);
  auto* held = new QWidgetAction(menu);
  auto* form = new QWidget(menu);
  auto* grid = new QGridLayout(form);
  grid->setContentsMargins(12, 10, 12, 10);
  low_ = new QDoubleSpinBox(form);
  high_ = new QDoubleSpinBox(form);
  follows_ = new QCheckBox(form);
  auto* own = views::textButton(look_, "view.range-own", form);
  grid->addWidget(views::label(look_, "view.range-low", views::Theme::Type::table, views::Tone::dim, form), 0, 0);
  grid->addWidget(low_, 0, 1);
  grid->addWidget(views::label(look_, "view.range-high", views::Theme::Type::table, views::Tone::dim, form), 1, 0);
  grid->addWidget(high_, 1, 1);
  grid->addWidget(follows_, 2, 0, 1, 2);
  grid->addWidget(own, 3, 0, 1, 2);
  held->setDefaultWidget(form);
  menu->addAction(held);
  connect(range_, &QPushButton::clicked, menu,
          [this, menu] { menu->popup(range_->mapToGlobal(QPoint(0, range_->height() + 2))); });
  for (QDoubleSpinBox* box : {low_, high_}) {
    box->setRange(-100.0, 1e5);
    box->setDecimals(1);
    box->setKeyboardTracking(false);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
      view_->setRange(OverlayRange{low_->value(), high_->value()});
    });
  }
  connect(follows_, &QCheckBox::toggled, this, [this](bool follows) {
    view_->setRangeMode(follows ? RangeMode::follows : RangeMode::fixed);
    showRange();
  });
  connect(own, &QPushButton::clicked, this, [this] {
    view_->setRange(std::nullopt);
    view_->setRangeMode(RangeMode::fixed);
    showRange();
  });
  connect(menu, &QMenu::aboutToShow, this, &CentralView::showRange);
  look_.followTheme(range_, [this] { range_->setIcon(look_.icons.of(QStringLiteral("range"))); });
  look_.words.follow(range_, [this] {
    range_->setAccessibleName(look_.words("view.range"));
    range_->setToolTip(look_.words("view.range"));
    low_->setAccessibleName(look_.words("view.range-low"));
    high_->setAccessibleName(look_.words("view.range-high"));
    follows_->setText(look_.words("view.range-follows"));
  });
}

void CentralView::showRange() {
  const QSignalBlocker first(low_), second(high_), third(follows_);
  const bool follows = view_->rangeMode() == RangeMode::follows;
  const OverlayRange range = view_->range();
  low_->setValue(range.low);
  high_->setValue(range.high);
  // held, and so typed, in the overlay's own unit whatever the picture counts in
  const Overlay* shown = findOverlay(overlay().toStdString());
  for (QDoubleSpinBox* box : {low_, high_})
    box->setSuffix(shown && !shown->unit.empty()
                       ? QLatin1Char(' ') +
                             unitOf(*shown, [this](const std::string& id) { return look_.words(id.c_str()); })
                       : QString());
  low_->setEnabled(!follows);
  high_->setEnabled(!follows);
  follows_->setChecked(follows);
}

void CentralView::setMotionReduced(bool isReduced) {
  isMotionReduced_ = isReduced;
  view_->setMotionReduced(isReduced);
}

void CentralView::setGhosts(std::vector<Box> ghosts) {
  view_->setGhosts(std::move(ghosts));
  // who chooses a place wants to see it
  view_->focusOnGhosts();
}

void CentralView::resizeEvent(QResizeEvent*) {
  empty_->setGeometry(rect());
  overlay_->raise();
  range_->raise();
}

void CentralView::say(const QString& text) {
  empty_->setText(text);
  empty_->show();
  empty_->raise();
}

QString CentralView::overlay() const { return overlay_->currentData().toString(); }

void CentralView::setOverlay(const QString& id) {
  const int index = overlay_->findData(id);
  if (index < 0) return;
  const QSignalBlocker quiet(overlay_);
  overlay_->setCurrentIndex(index);
  view_->setOverlay(id.toStdString());
}

void CentralView::mark(EntityRef entity) {
  entity = inView(entity);
  entity.kind == Kind::campus ? view_->clearSelection() : view_->setSelection(entity);
}

void CentralView::follow(views::WorkSelection& work, views::FrameClock& clock) {
  connect(&work, &views::WorkSelection::changed, this,
          [this, &clock](const std::string& id) { markWork(clock.frame(), id); });
  connect(&clock, &views::FrameClock::frameChanged, this,
          [this, &work](const FramePtr& frame) { markWork(frame, work.current()); });
}

void CentralView::markWork(const FramePtr& frame, const std::string& id) {
  std::vector<std::uint32_t> racks;
  if (const std::uint32_t tenant = frame && !id.empty() ? findTenant(*frame, id) : none; tenant != none)
    for (const auto& part : tenantParts(*frame, tenant)) racks.push_back(part.rack);
  // until frames are of the layout that is shown, its racks have other numbers
  if (frame && view_->layout() && frame->layout != view_->layout()) {
    std::vector<std::uint32_t> standing;
    for (const std::uint32_t rack : racks)
      if (const EntityRef found = inView({Kind::rack, rack, 0}); found.kind == Kind::rack)
        standing.push_back(found.index);
    racks = std::move(standing);
  }
  view_->setMarkedRacks(std::move(racks));
}

void CentralView::focusOnWork() { view_->focusOnMarked(); }

QStringList CentralView::calloutOf(EntityRef entity, const Frame& frame) const {
  if (!frame.layout || !views::isIn(*frame.layout, entity)) return {};
  QStringList lines{views::titleOf(*frame.layout, entity, look_.words)};
  const views::ReadingTable& table = views::readingsOf(entity.kind);
  const auto say = [&](std::size_t i) {
    const views::Reading& reading = table.rows[i];
    lines << look_.words((std::string("reading.") + reading.id).c_str()) + QLatin1Char(' ') +
                 look_.format.text(reading.read(frame, entity), reading.unit);
  };
  if (entity.part == 0 && !table.rows.empty()) {
    say(table.headline);
    if (table.trends > 0 && table.trendFrom != table.headline) say(table.trendFrom);
  }
  return lines;
}

void CentralView::focusOn(EntityRef entity) { view_->focusOn(inView(entity)); }
void CentralView::fitAll() { view_->setNamedView("campus"); }
double CentralView::framesPerSecond() const {
  // nothing was drawn for a while: at rest
  return sinceCount_.isValid() && sinceCount_.elapsed() > 3000 ? 0.0 : perSecond_;
}

}  // namespace plenum
