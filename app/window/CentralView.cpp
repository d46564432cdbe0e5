// SPDX-License-Identifier: Apache-2.0
#include "window/CentralView.h"

#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "live/Naming.h"
#include "live/Readings.h"
#include "overlays/Overlay.h"
#include "viewport/CampusView.h"

namespace plenum {

CentralView::CentralView(views::Look& look, views::FrameClock& clock, views::Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  view_ = new CampusView(this);
  down->addWidget(view_);
  view_->setSentences([this](const std::string& id) { return look_.words(id.c_str()); });
  view_->setCallout([this](EntityRef entity, const Frame& frame) { return calloutOf(entity, frame); });
  look_.followTheme(this,
                    [this] { view_->setTheme(look_.theme.tokens().isDark ? ViewTheme::dark() : ViewTheme::light()); });
  connect(view_, &CampusView::selected, &selection, &views::Selection::select);
  connect(view_, &CampusView::hovered, &selection, &views::Selection::hover);
  connect(view_, &CampusView::activated, this, [this](EntityRef entity) { view_->focusOn(entity); });
  connect(view_, &CampusView::frameDrawn, this, [this] {
    ++drawn_;
    if (!sinceCount_.isValid()) sinceCount_.start();
    if (sinceCount_.elapsed() < 1000) return;
    perSecond_ = 1000.0 * drawn_ / double(sinceCount_.restart());
    drawn_ = 0;
  });
  connect(&selection, &views::Selection::changed, this, [this](EntityRef entity) { mark(entity); });
  connect(&clock, &views::FrameClock::frameChanged, this, [this](const FramePtr& frame) { view_->show(frame); });
  overlay_ = new QComboBox(this);
  overlay_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
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
    view_->keepClear(QRect(QPoint(12, 12), overlay_->size()));
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
}

void CentralView::resizeEvent(QResizeEvent*) {
  empty_->setGeometry(rect());
  overlay_->raise();
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
  entity.kind == Kind::campus ? view_->clearSelection() : view_->setSelection(entity);
}

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

void CentralView::focusOn(EntityRef entity) { view_->focusOn(entity); }
void CentralView::fitAll() { view_->setNamedView("campus"); }
double CentralView::framesPerSecond() const {
  // nothing was drawn for a while: at rest
  return sinceCount_.isValid() && sinceCount_.elapsed() > 3000 ? 0.0 : perSecond_;
}

}  // namespace plenum
