// SPDX-License-Identifier: Apache-2.0
#include "board/BoardPanel.h"

#include <QFile>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QSaveFile>
#include <algorithm>
#include <cmath>

#include "schematics/Export.h"

namespace plenum::views {

namespace {

constexpr int leastCell = 390, leastTall = 200, mostTall = 340, cellGapPx = 8;
constexpr double daysStep = 5.0, mostDays = 365.0;
constexpr int driversAfterMs = 400;

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
    connect(view, &PictureView::chosen, this, &BoardPanel::choose);
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
  derivation_->setMinimumWidth(240);
  derivation_->hide();
  connect(derivation_, &DerivationView::closeAsked, derivation_, &QWidget::hide);
  across_ = new QSplitter(Qt::Horizontal, this);
  across_->setChildrenCollapsible(false);
  across_->addWidget(area_);
  across_->addWidget(derivation_);
  across_->setStretchFactor(0, 1);
  across_->setSizes({700, 340});
  whole->addWidget(across_);

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

PlanSeen BoardPanel::seen() const {
  PlanSeen out;
  out.plan = shown_.plan();
  if (!out.plan) return out;
  out.option = shown_.option();
  out.ground = shown_.ground();
  out.evaluation = shown_.evaluation();
  out.all = shown_.all();
  out.spread = shown_.spread();
  if (out.evaluation && out.evaluation->fingerprint == driversOf_) out.drivers = drivers_;
  out.month = shown_.month();
  out.delayDays = delayDays_;
  out.gate = gate_;
  return out;
}

void BoardPanel::follow() {
  const bool isShown = shown_.evaluation() != nullptr;
  if (!isShown) derivation_->hide();
  for (PictureView* view : views_) {
    // one says what to do, the others keep out of its way
    view->setEmptyText(isShown ? QString() : look_.words("board.empty.none"));
    view->outdate();
  }
  arrange();
}

void BoardPanel::showDrivers(const std::string& fingerprint, std::vector<plan::Driver> drivers) {
  if (!shown_.evaluation() || shown_.evaluation()->fingerprint != fingerprint) return;
  drivers_ = std::move(drivers);
  driversOf_ = fingerprint;
  view("tornado")->outdate();
}

void BoardPanel::derive(const plan::Headline& headline) {
  if (!shown_.evaluation()) return;
  derivation_->show(headline);
  derivation_->setVisible(true);
  arrange();
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
    view->setMinimumHeight(tall);
    view->setMaximumHeight(tall);
    grid_->addWidget(view, placed / columns_, placed % columns_);
    ++placed;
  }
  for (int c = 0; c < 4; ++c) grid_->setColumnStretch(c, c < columns_ ? 1 : 0);
}

void BoardPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void BoardPanel::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && derivation_->isVisible()) return derivation_->hide();
  if (event->key() == Qt::Key_Escape && !large_.empty()) return enlarge({});
  QWidget::keyPressEvent(event);
}

bool BoardPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == area_->viewport() && event->type() == QEvent::Resize) arrange();
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

void BoardPanel::choose(const PictureMark& mark) {
  if (mark.id.find("/G") != std::string::npos) {
    gate_ = mark.id;
    view("gates")->outdate();
  }
  go(mark);
  if (mark.headline) derive(*mark.headline);
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
