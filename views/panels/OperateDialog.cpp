// SPDX-License-Identifier: Apache-2.0
#include "panels/OperateDialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <array>

#include "panels/Outcome.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr std::array<int, 5> horizons{1, 5, 10, 30, 60};  // minutes
constexpr int usualHorizon = 2;
constexpr int lookEveryMs = 100, showEveryMs = 250;

}  // namespace

OperateDialog::OperateDialog(Look& look, FrameClock& clock, SessionDesk& desk, std::vector<Action> actions,
                             QWidget* parent)
    : QDialog(parent), look_(look), clock_(clock), desk_(desk), actions_(std::move(actions)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setModal(false);
  title_ = plainLabel(look, Theme::Type::title, Tone::text, true, this);
  title_->setWordWrap(true);
  sentence_ = plainLabel(look, Theme::Type::body, Tone::text, false, this);
  sentence_->setWordWrap(true);
  state_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  state_->setWordWrap(true);
  progress_ = new QProgressBar(this);
  progress_->setRange(0, 1000);
  progress_->setTextVisible(false);
  progress_->setFixedHeight(4);
  horizon_ = new QComboBox(this);
  for (const int minutes : horizons) horizon_->addItem(QString(), minutes);
  horizon_->setCurrentIndex(usualHorizon);
  table_ = new QTableWidget(0, 3, this);
  dress(*table_, look, "operate.table");
  table_->setWordWrap(true);
  table_->setSelectionMode(QAbstractItemView::NoSelection);
  table_->setFocusPolicy(Qt::NoFocus);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  do_ = textButton(look, "operate.do", this);
  cancel_ = textButton(look, "operate.cancel", this);

  auto* span = new QHBoxLayout;
  span->addWidget(label(look, "operate.horizon", Theme::Type::table, Tone::dim, this));
  span->addWidget(horizon_);
  span->addStretch(1);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(state_, 1);
  buttons->addWidget(cancel_);
  buttons->addWidget(do_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(16, 14, 16, 14);
  down->setSpacing(8);
  down->addWidget(title_);
  down->addLayout(span);
  down->addWidget(progress_);
  down->addWidget(sentence_);
  down->addWidget(table_, 1);
  down->addLayout(buttons);
  resize(760, 520);

  connect(do_, &QPushButton::clicked, this, &OperateDialog::act);
  connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
  connect(this, &QDialog::rejected, this, &OperateDialog::release);
  connect(horizon_, &QComboBox::currentIndexChanged, this, [this] {
    if (!happened_) ask();
  });
  connect(&timer_, &QTimer::timeout, this, &OperateDialog::look);
  connect(&clock, &FrameClock::frameChanged, this, &OperateDialog::follow);
  connect(&clock, &FrameClock::storyChanged, this, [this] {
    if (happened_) {
      isElsewhere_ = true;
      showState();
    } else {
      ask();
    }
  });
  wasPlaying_ = desk_.isPlaying();
  if (wasPlaying_) desk_.pause();
  timer_.setInterval(lookEveryMs);
  look_.words.follow(this, [this] { relabel(); });
  look_.followTheme(this, [this] { showCourses(); });
  ask();
}

OperateDialog::~OperateDialog() { inquiry_.reset(); }

void OperateDialog::relabel() {
  QStringList said;
  for (const Action& action : actions_) said << look_.words(describe(action));
  constexpr int mostShown = 4;
  QString all = said.mid(0, mostShown).join(look_.words("outcome.comma"));
  if (said.size() > mostShown)
    all = look_.words("outcome.and-more",
                      {{"names", all.toStdString()}, {"count", std::to_string(said.size() - mostShown)}});
  title_->setText(all);
  setWindowTitle(look_.words("operate.title"));
  for (int i = 0; i < horizon_->count(); ++i)
    horizon_->setItemText(i, spanText(60.0 * horizon_->itemData(i).toInt(), look_));
  horizon_->setAccessibleName(look_.words("operate.horizon"));
  cancel_->setText(look_.words(happened_ ? "dialog.close" : "operate.cancel"));
  showCourses();
  showState();
}

void OperateDialog::ask() {
  forecast_.reset();
  inquiry_ = desk_.foresee(actions_, minutes(horizon_->currentData().toInt()));
  timer_.start();
  showCourses();
  showState();
}

void OperateDialog::look() {
  if (!inquiry_) return timer_.stop();
  const auto newest = inquiry_->newest();
  if (newest == forecast_) return;
  forecast_ = newest;
  if (forecast_->isWhole) timer_.stop();
  showCourses();
  showState();
}

void OperateDialog::follow(const FramePtr& frame) {
  if (!happened_) {
    // somebody let the run go on: the question is asked again where it next stands
    const bool isAnswered = forecast_ && forecast_->with && frame->layout;
    if (isAnswered && frame->time != forecast_->with->start().time && !desk_.isPlaying()) ask();
    return showState();
  }
  if (isElsewhere_ || (forecast_ && happened_->horizonS() >= forecast_->wantedS)) return;
  happened_->note(frame);
  if (sinceShown_.isValid() && sinceShown_.elapsed() < showEveryMs) return;
  showCourses();
  showState();
}

void OperateDialog::act() {
  const FramePtr& frame = clock_.frame();
  if (happened_ || !frame || !frame->layout) return;
  happened_.emplace(frame);
  for (const Action& action : actions_) desk_.act(action);
  do_->hide();
  horizon_->setEnabled(false);
  relabel();
  release();
}

/// Lets the run go on as it went before the question.
void OperateDialog::release() {
  if (std::exchange(wasPlaying_, false)) desk_.play();
}

void OperateDialog::showCourses() {
  sinceShown_.start();
  const bool isKnown = forecast_ && forecast_->with && forecast_->without;
  progress_->setVisible(!forecast_ || !forecast_->isWhole);
  progress_->setValue(isKnown ? int(1000.0 * forecast_->with->horizonS() / forecast_->wantedS) : 0);
  table_->setHorizontalHeaderLabels({QString(), look_.words(happened_ ? "operate.foretold" : "operate.with"),
                                     look_.words(happened_ ? "operate.happened" : "operate.without")});
  for (int column = 0; column < 3; ++column)
    table_->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  if (!isKnown) {
    sentence_->setText(look_.words(inquiry_ ? "operate.looking" : "operate.nobody"));
    return table_->setRowCount(0);
  }
  sentence_->setText(sentencesOf(*forecast_, look_).join(QStringLiteral(" ")));
  const auto rows = outcomesOf(*forecast_->with, happened_ ? *happened_ : *forecast_->without, look_);
  table_->setRowCount(int(rows.size()));
  const Tokens& t = look_.theme.tokens();
  for (int r = 0; r < table_->rowCount(); ++r) {
    const OutcomeRow& row = rows[std::size_t(r)];
    const std::array<QString, 3> cells{row.what, row.one, row.other};
    for (int column = 0; column < 3; ++column) {
      auto* item = table_->item(r, column);
      if (!item) table_->setItem(r, column, item = new QTableWidgetItem);
      item->setText(cells[std::size_t(column)]);
      item->setToolTip(item->text());
      item->setFont(look_.theme.font(Theme::Type::table, column == 1 && row.isBad));
      item->setForeground(column == 0 ? t.dim : t.text);
    }
    table_->item(r, 1)->setIcon(row.isBad ? priorityIcon(2, t) : QIcon());
  }
  table_->resizeRowsToContents();
}

void OperateDialog::showState() {
  const bool isKnown = forecast_ && forecast_->with;
  if (happened_) {
    const std::string span = spanText(happened_->horizonS(), look_).toStdString();
    state_->setText(isElsewhere_ ? look_.words("operate.elsewhere") : look_.words("operate.since", {{"time", span}}));
  } else if (isKnown) {
    const bool isOld = clock_.frame() && clock_.frame()->time != forecast_->with->start().time;
    state_->setText(look_.words(isOld ? "operate.old" : "operate.from",
                                {{"time", look_.format.clock(forecast_->with->start().time).toStdString()}}));
  } else {
    state_->clear();
  }
}

}  // namespace plenum::views
