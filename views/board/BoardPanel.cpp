// SPDX-License-Identifier: Apache-2.0
#include "board/BoardPanel.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMainWindow>
#include <QMenu>
#include <QSaveFile>
#include <algorithm>
#include <cmath>

#include "schematics/Export.h"

namespace plenum::views {

namespace {

constexpr int leastCell = 390, leastTall = 200, mostTall = 340, cellGapPx = 8;
// of options: names of figures stand above them where they are narrow; a row for each figure can be read
constexpr int narrowPx = 560, narrowTall = 800, wideTall = 480;
constexpr double daysStep = 5.0, mostDays = 365.0;
constexpr int driversAfterMs = 400;
constexpr int leastSheetPx = 340, mostSheetPx = 460, leastSheetTallPx = 280, sheetGapPx = 8;

}  // namespace

BoardPanel::BoardPanel(Look& look, Selection& selection, PlanShown& shown, QWidget* parent)
    : QWidget(parent), look_(look), selection_(selection), shown_(shown) {
  auto* whole = new QHBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  sheet_ = new QWidget;
  grid_ = new QGridLayout(sheet_);
  grid_->setContentsMargins(cellGapPx, 4, cellGapPx, 4);
  grid_->setSpacing(cellGapPx);
  for (const PictureRow& row : pictureRows()) {
    auto* view = new PictureView(
        look_, row, [this, &row] { return row.of(seen()); }, sheet_);
    connect(view, &PictureView::chosen, this, [this, view](const PictureMark& mark) { choose(*view, mark); });
    connect(view, &PictureView::enlargeAsked, this,
            [this, &row] { enlarge(large_ == row.id ? std::string() : std::string(row.id)); });
    connect(view, &PictureView::menuAsked, this, [this, view](QPoint global, int mark) { menu(*view, global, mark); });
    if (std::string(row.id) == "delay") {
      connect(view, &PictureView::pressed, this, [this, view](QPointF place) {
        const DelayPicture picture = delayOf(seen());
        if (const auto days = delayDaysAt(QRectF(view->rect()), picture, place)) setDelayDays(std::round(*days));
      });
      connect(view, &PictureView::stepped, this, [this](int steps) { setDelayDays(delayDays_ + steps * daysStep); });
    }
    if (std::string(row.id) == "tornado") view->installEventFilter(this);
    views_.push_back(view);
  }
  area_ = new QScrollArea(this);
  area_->setFrameShape(QFrame::NoFrame);
  area_->setWidgetResizable(true);
  area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area_->setFocusPolicy(Qt::NoFocus);
  area_->setWidget(sheet_);
  area_->viewport()->installEventFilter(this);
  derivation_ = new DerivationView(look_, shown_, this);
  derivation_->hide();
  connect(derivation_, &DerivationView::closeAsked, this, &BoardPanel::closeDerivation);
  whole->addWidget(area_);

  waiting_.setSingleShot(true);
  waiting_.setInterval(driversAfterMs);
  connect(&waiting_, &QTimer::timeout, this, &BoardPanel::driversWanted);
  connect(&shown_, &PlanShown::changed, this, &BoardPanel::follow);
  connect(&shown_, &PlanShown::spreadChanged, this, &BoardPanel::follow);
  connect(&shown_, &PlanShown::monthChanged, this, &BoardPanel::follow);
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("board.panel"));
    follow();
  });
  arrange();
}

BoardPanel::~BoardPanel() { delete derivation_; }

PlanSeen BoardPanel::seen() const {
  PlanSeen out;
  out.plan = shown_.plan();
  if (!out.plan) return out;
  out.option = shown_.option();
  out.ground = shown_.ground();
  out.evaluation = shown_.evaluation();
  out.all = shown_.all();
  out.spread = shown_.spread(), out.spreads = shown_.spreads();
  if (out.evaluation && out.evaluation->fingerprint == driversOf_) out.drivers = drivers_;
  out.month = shown_.month();
  out.delayDays = delayDays_;
  out.gate = gate_;
  return out;
}

void BoardPanel::follow() {
  const bool isShown = shown_.evaluation() != nullptr;
  if (!isShown) closeDerivation();
  for (PictureView* view : views_) {
    // one says what to do, the others keep out of its way
    view->setEmptyText(emptyText());
    view->outdate();
  }
  arrange();
}

QString BoardPanel::emptyText() const {
  if (shown_.evaluation()) return {};
  return working_.isEmpty() ? look_.words("board.empty.none") : working_;
}

void BoardPanel::tellWorking(const QString& text) {
  if (text == working_) return;
  working_ = text;
  if (shown_.evaluation()) return;
  for (PictureView* view : views_) view->setEmptyText(emptyText());
}

void BoardPanel::showDrivers(const std::string& fingerprint, std::vector<plan::Driver> drivers) {
  if (!shown_.evaluation() || shown_.evaluation()->fingerprint != fingerprint) return;
  drivers_ = std::move(drivers);
  driversOf_ = fingerprint;
  view("tornado")->outdate();
}

void BoardPanel::derive(const plan::Headline& headline, QWidget* beside) {
  if (!shown_.evaluation() || !derivation_) return;
  if (beside_ && beside_ != this) beside_->removeEventFilter(this);
  beside_ = beside ? beside : this;
  if (beside_ != this) beside_->installEventFilter(this);
  QWidget* host = beside_->window();
  if (derivation_->parentWidget() != host) {
    if (QWidget* before = derivation_->parentWidget()) before->removeEventFilter(this);
    derivation_->setParent(host);
    if (host != this) host->installEventFilter(this);
  }
  if (!isDeriving()) cameFrom_ = QApplication::focusWidget();
  derivation_->show(headline);
  placeSheet();
  derivation_->setVisible(true);
  derivation_->raise();
  derivation_->setFocus(Qt::OtherFocusReason);
}

void BoardPanel::closeDerivation() {
  if (!isDeriving()) return;
  derivation_->hide();
  if (cameFrom_ && cameFrom_->isVisible()) cameFrom_->setFocus(Qt::OtherFocusReason);
}

/// Beside a panel at the side of the window, above one that lies across it; where there is no room above, over it, on
/// the side where nothing was asked.
void BoardPanel::placeSheet() {
  if (!derivation_ || !beside_) return;
  QWidget* host = derivation_->parentWidget();
  const QRect all = host->rect().adjusted(sheetGapPx, sheetGapPx, -sheetGapPx, -sheetGapPx);
  const QRect asked =
      beside_ == host ? QRect() : QRect(beside_->mapTo(host, QPoint()), beside_->size()).intersected(host->rect());
  // between the bars of a window
  QRect room = all;
  if (const auto* window = qobject_cast<QMainWindow*>(host); window && window->centralWidget()) {
    const QRect middle(window->centralWidget()->mapTo(host, QPoint()), window->centralWidget()->size());
    room.setTop(middle.top() + sheetGapPx);
    room.setBottom(std::max(middle.bottom(), asked.bottom()) - sheetGapPx);
  }
  const int wide = std::min(room.width(), std::clamp(host->width() * 28 / 100, leastSheetPx, mostSheetPx));
  const bool isAtSide = asked.isValid() && asked.width() + wide + 2 * sheetGapPx <= host->width();
  if (isAtSide) {
    const bool isRight = asked.center().x() > host->width() / 2;
    const int left = isRight ? asked.left() - sheetGapPx - wide : asked.right() + sheetGapPx;
    return derivation_->setGeometry(left, room.top(), wide, room.height());
  }
  if (asked.isValid() && asked.top() - sheetGapPx - room.top() >= leastSheetTallPx)
    room.setBottom(asked.top() - sheetGapPx);
  QPoint from =
      cameFrom_ && beside_->isAncestorOf(cameFrom_) ? cameFrom_->mapTo(host, cameFrom_->rect().center()) : QPoint();
  const bool isLeft = !from.isNull() && from.x() > host->width() / 2 && room.bottom() > asked.top();
  derivation_->setGeometry(isLeft ? room.left() : room.right() + 1 - wide, room.top(), wide, room.height());
}

void BoardPanel::enlarge(const std::string& id) {
  large_ = id;
  arrange();
  if (!id.empty()) view(id)->setFocus();
}

void BoardPanel::setDelayDays(double days) {
  delayDays_ = std::clamp(days, 0.0, mostDays);
  view("delay")->outdate();
}

PictureView* BoardPanel::view(const std::string& id) const {
  for (PictureView* view : views_)
    if (id == view->row().id) return view;
  return nullptr;
}

/// As many side by side as are readable; in a low dock one row fills it.
void BoardPanel::arrange() {
  const QSize room = area_->viewport()->size();
  const bool isEmpty = !shown_.evaluation();
  const bool isOne = isEmpty || !large_.empty();
  columns_ = isOne ? 1 : std::clamp((room.width() - cellGapPx) / leastCell, 1, 4);
  const int tall = isOne ? std::max(120, room.height() - 10) : std::clamp(room.height() - 10, leastTall, mostTall);
  while (grid_->count() > 0) delete grid_->takeAt(0);
  int placed = 0;
  for (PictureView* view : views_) {
    const bool isWanted = isEmpty ? view == views_.front() : large_.empty() || large_ == view->row().id;
    view->setVisible(isWanted);
    if (!isWanted) continue;
    // a row for each figure, however low the dock is: it scrolls
    const bool isMatrix = !isOne && std::string(view->row().id) == "options";
    const int high = !isMatrix ? tall : room.width() / columns_ < narrowPx ? narrowTall : wideTall;
    view->setMinimumHeight(high);
    view->setMaximumHeight(high);
    grid_->addWidget(view, placed / columns_, placed % columns_);
    ++placed;
  }
  for (int c = 0; c < 4; ++c) grid_->setColumnStretch(c, c < columns_ ? 1 : 0);
}

void BoardPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
  if (isDeriving()) placeSheet();
}

void BoardPanel::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && isDeriving()) return closeDerivation();
  if (event->key() == Qt::Key_Escape && !large_.empty()) return enlarge({});
  QWidget::keyPressEvent(event);
}

/// Behind another tab: what lies over the window goes with what it tells of.
void BoardPanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  if (beside_ == this && !event->spontaneous()) closeDerivation();
}

bool BoardPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == beside_ && event->type() == QEvent::Hide && !event->spontaneous()) closeDerivation();
  if (watched == area_->viewport() && event->type() == QEvent::Resize) arrange();
  if (derivation_ && watched == derivation_->parentWidget()) {
    if (event->type() == QEvent::Resize && isDeriving()) placeSheet();
    return false;
  }
  const bool isStale = shown_.evaluation() && shown_.evaluation()->fingerprint != driversOf_;
  if (watched != area_->viewport() && event->type() == QEvent::Paint && isStale) waiting_.start();
  return QWidget::eventFilter(watched, event);
}

bool BoardPanel::leads(const PictureMark& mark) const {
  if (mark.entity.empty() || !shown_.evaluation()) return false;
  for (const plan::Activity& a : shown_.evaluation()->activities)
    if (a.id == mark.entity) return true;
  return shown_.ground()->layout && shown_.ground()->layout->find(mark.entity).has_value();
}

void BoardPanel::go(const PictureMark& mark) {
  if (mark.month >= 0) shown_.chooseMonth(mark.month);
  if (mark.entity.empty() || !shown_.evaluation()) return;
  for (const plan::Activity& a : shown_.evaluation()->activities)
    if (a.id == mark.entity) return Q_EMIT workChosen(QString::fromStdString(a.id));
  if (!shown_.ground()->layout) return;
  if (const auto found = shown_.ground()->layout->find(mark.entity)) {
    selection_.select(*found);
    Q_EMIT activated(*found);
  }
}

void BoardPanel::choose(PictureView& view, const PictureMark& mark) {
  if (mark.id.find("/G") != std::string::npos) {
    gate_ = mark.id;
    this->view("gates")->outdate();
  }
  go(mark);
  if (!mark.headline) return;
  view.setFocus();
  derive(*mark.headline);
}

void BoardPanel::menu(PictureView& view, QPoint global, int which) {
  const auto& marks = view.drawn().marks;
  std::optional<PictureMark> mark;
  if (which >= 0 && which < int(marks.size())) mark = marks[std::size_t(which)];
  const std::string id = view.row().id;
  QMenu menu(this);
  if (mark && mark->headline)
    menu.addAction(look_.words("board.menu.derive"), this, [this, mark] { derive(*mark->headline); });
  if (mark && leads(*mark)) menu.addAction(look_.words("board.menu.go"), this, [this, mark] { go(*mark); });
  menu.addAction(look_.words(large_ == id ? "board.menu.small" : "board.menu.large"), this,
                 [this, id] { enlarge(large_ == id ? std::string() : id); });
  menu.addSeparator();
  menu.addAction(look_.words("board.menu.picture"), this, [this, id] { offer(id, true); });
  menu.addAction(look_.words("board.menu.numbers"), this, [this, id] { offer(id, false); });
  menu.exec(global);
}

void BoardPanel::offer(const std::string& id, bool isPicture) {
  const QString name = QString::fromStdString(shown_.option().id + "-" + id + (isPicture ? ".png" : ".csv"));
  QString file =
      QFileDialog::getSaveFileName(this, look_.words(isPicture ? "board.menu.picture" : "board.menu.numbers"), name,
                                   look_.words(isPicture ? "board.menu.kinds" : "board.menu.csv"));
  if (file.isEmpty()) return;
  const Problems problems = isPicture ? savePicture(id, file) : saveNumbers(id, file);
  if (!problems.empty()) Q_EMIT refused(problems);
}

Problems BoardPanel::savePicture(const std::string& id, const QString& file) {
  PictureView* shown = view(id);
  if (!shown || !shown_.evaluation()) return {unwritable(file)};
  const QSize size = (shown->row().size * 1.6).expandedTo(shown->isVisible() ? shown->size() : QSize());
  const PictureStyle style = paperStyle(look_);
  return writeDrawing(file, {size, look_.words(("board." + id).c_str()), Qt::white, [&](QPainter& painter) {
                               shown->picture().paint(painter, QRectF(QPointF(), size), style);
                             }});
}

Problems BoardPanel::saveNumbers(const std::string& id, const QString& file) {
  PictureView* shown = view(id);
  QSaveFile out(file);
  if (!shown || !shown_.evaluation() || !out.open(QIODevice::WriteOnly)) return {unwritable(file)};
  out.write(csvOf(shown->picture().table(paperStyle(look_))));
  return out.commit() ? Problems{} : Problems{unwritable(file)};
}

}  // namespace plenum::views
