// SPDX-License-Identifier: Apache-2.0
#include "panels/OutlookPanel.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "live/Naming.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr qint64 leastMs = 200;  // seconds are read, not their tenths

bool isThreat(float inS) { return std::isfinite(inS); }

}  // namespace

void OutlookModel::show(const FramePtr& frame, Foresight foresight) {
  frame_ = frame;
  const std::shared_ptr<const Outlook> wanted =
      foresight == Foresight::threatened ? frame->outlook : std::shared_ptr<const Outlook>();
  if (wanted == of_) {
    if (!rows_.empty()) Q_EMIT dataChanged(index(0, throttleColumn), index(rowCount() - 1, tripColumn));
    return;
  }
  beginResetModel();
  of_ = wanted;
  rows_.clear();
  if (of_) {
    const Layout& layout = *frame->layout;
    const auto at = [](const std::vector<float>& all, std::uint32_t i) {
      return i < all.size() ? all[i] : Outlook::never;
    };
    std::vector<std::vector<Row>> halls(layout.halls.size());
    for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
      const Row row{{Kind::rack, r, 0}, at(of_->throttleInS, r), at(of_->tripInS, r), 1};
      if (isThreat(row.throttleS) || isThreat(row.tripS)) halls[layout.racks[r].hall].push_back(row);
    }
    const auto first = [](const Row& row) { return std::min(row.throttleS, row.tripS); };
    std::vector<std::uint32_t> order;
    for (std::uint32_t h = 0; h < halls.size(); ++h) {
      std::stable_sort(halls[h].begin(), halls[h].end(),
                       [&](const Row& a, const Row& b) { return first(a) < first(b); });
      if (!halls[h].empty()) order.push_back(h);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return first(halls[a].front()) < first(halls[b].front());
    });
    for (const std::uint32_t h : order) {
      Row hall{{Kind::hall, h, 0}, Outlook::never, Outlook::never, halls[h].size()};
      for (const Row& row : halls[h]) {
        hall.throttleS = std::min(hall.throttleS, row.throttleS);
        hall.tripS = std::min(hall.tripS, row.tripS);
      }
      rows_.push_back(hall);
      const std::size_t shown = std::min(mostRacks, halls[h].size());
      rows_.insert(rows_.end(), halls[h].begin(), halls[h].begin() + static_cast<std::ptrdiff_t>(shown));
    }
  }
  endResetModel();
}

int OutlookModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}
int OutlookModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QString OutlookModel::timeText(float inS) const {
  if (!isThreat(inS)) return Format::dash();
  const double ageS = (frame_->time - of_->from).seconds();
  return countdownText(std::max(0.0, static_cast<double>(inS) - ageS), of_->horizonS, look_);
}

QVariant OutlookModel::data(const QModelIndex& at, int role) const {
  if (!at.isValid() || at.row() >= rowCount() || !of_) return {};
  const Row& row = rows_[static_cast<std::size_t>(at.row())];
  const Layout& layout = *frame_->layout;
  const bool isHall = row.entity.kind == Kind::hall;
  const Tokens& t = look_.theme.tokens();
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::table, isHall);
  if (role == Qt::ForegroundRole) return at.column() == whereColumn ? t.accent : t.text;
  if (role != Qt::DisplayRole) return {};
  switch (at.column()) {
    case whereColumn:
      return isHall ? shortNameOf(layout, row.entity, look_.words)
                    : QStringLiteral("    ") + QString::fromStdString(layout.idOf(row.entity));
    case throttleColumn:
      return timeText(row.throttleS);
    case tripColumn:
      return timeText(row.tripS);
    case coolantColumn: {
      if (isHall)
        return look_.words("outlook.racks", {{"count", look_.format.count(qint64(row.threatened)).toStdString()}});
      const std::uint32_t loop = layout.racks[row.entity.index].loop;
      return loop == none ? look_.words("outlook.air") : QString::fromStdString(layout.loops[loop].id);
    }
    default:
      return {};
  }
}

QVariant OutlookModel::headerData(int section, Qt::Orientation orientation, int role) const {
  static constexpr const char* titles[columns] = {"outlook.where", "outlook.throttle", "outlook.trip",
                                                  "outlook.cooled-by"};
  if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
  if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::caption);
  return role == Qt::DisplayRole ? QVariant(look_.words(titles[section])) : QVariant();
}

OutlookPanel::OutlookPanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock) {
  model_ = new OutlookModel(look, this);
  table_ = new QTableView(this);
  table_->setModel(model_);
  dress(*table_, look, "outlook.table");
  auto* header = table_->horizontalHeader();
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setSectionResizeMode(OutlookModel::coolantColumn, QHeaderView::Stretch);
  header->resizeSection(OutlookModel::whereColumn, 150);
  header->resizeSection(OutlookModel::throttleColumn, 90);
  header->resizeSection(OutlookModel::tripColumn, 90);
  sentence_ = plainLabel(look, Theme::Type::body, Tone::text, true, this);
  coming_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  for (QLabel* text : {sentence_, coming_}) {
    text->setWordWrap(true);
    text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    text->setContentsMargins(12, 6, 12, 2);
  }
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addWidget(sentence_);
  down->addWidget(coming_);
  down->addWidget(table_, 1);

  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (sinceShown_.isValid() && sinceShown_.elapsed() < leastMs) return;
    refresh();
  });
  connect(&clock, &FrameClock::storyChanged, this, &OutlookPanel::refresh);
  connect(&look.words, &Words::changed, this, &OutlookPanel::refresh);
  connect(table_, &QTableView::clicked, this,
          [this, &selection](const QModelIndex& index) { selection.select(model_->entityAt(index.row())); });
  connect(table_, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { Q_EMIT activated(model_->entityAt(index.row())); });
  refresh();
}

QString OutlookPanel::comingText(const Frame& frame) const {
  constexpr std::size_t most = 4;
  QStringList parts;
  std::uint32_t further = frame.outlook->furtherAlarms;
  const double ageS = (frame.time - frame.outlook->from).seconds();
  for (const Outlook::Alarm& alarm : frame.outlook->alarms) {
    const double left = static_cast<double>(alarm.inS) - ageS;
    if (left < 0.0) continue;
    if (parts.size() == qsizetype(most)) {
      ++further;
      continue;
    }
    parts << look_.words("outlook.coming-one",
                         {{"time", countdownText(left, frame.outlook->horizonS, look_).toStdString()},
                          {"what", look_.words(alarm.text).toStdString()}});
  }
  if (further > 0 && !parts.isEmpty())
    parts << look_.words("outlook.further", {{"count", look_.format.count(qint64(further)).toStdString()}});
  return parts.isEmpty()
             ? QString()
             : look_.words("outlook.coming", {{"what", parts.join(look_.words("outlook.semicolon")).toStdString()}});
}

void OutlookPanel::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout) return;
  const Countdown now = countdownOf(*frame);
  const QString text = sentenceOf(now, *frame->layout, look_);
  if (text != sentence_->text()) sentence_->setText(text);
  const bool isKnown = now.foresight == Foresight::calm || now.foresight == Foresight::threatened;
  const QString coming = isKnown ? comingText(*frame) : QString();
  if (coming != coming_->text()) coming_->setText(coming);
  coming_->setVisible(!coming.isEmpty());
  model_->show(frame, now.foresight);
}

OutlookBanner::OutlookBanner(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QPushButton(parent), look_(look), clock_(clock) {
  setFlat(true);
  setAutoDefault(false);
  setCursor(Qt::PointingHandCursor);
  hide();
  connect(this, &QPushButton::clicked, this, [this, &selection] { selection.select(first_); });
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (sinceShown_.isValid() && sinceShown_.elapsed() < leastMs) return;
    refresh();
  });
  look.words.follow(this, [this] {
    setAccessibleName(look_.words("dock.outlook"));
    setToolTip(look_.words("dock.outlook"));
    refresh();
    sinceShown_.invalidate();
  });
  look.followTheme(this, [this] {
    const Tokens& t = look_.theme.tokens();
    QPalette palette = look_.theme.palette();
    palette.setColor(QPalette::ButtonText, t.priority[1]);
    setPalette(palette);
    setFont(look_.theme.font(Theme::Type::table, true));
    setIcon(priorityIcon(2, t));
  });
}

void OutlookBanner::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  const Countdown now = frame && frame->layout ? countdownOf(*frame) : Countdown{};
  setVisible(now.isUrgent());
  if (!now.isUrgent()) return;
  // what is still to come says more than what already is
  const bool isThrottling = now.throttleS < 1.0;
  const bool isTripNext = isThrottling && std::isfinite(now.tripS) && now.tripS >= 1.0;
  const char* textId = isTripNext                  ? "outlook.banner-trip"
                       : now.tripS < 1.0           ? "outlook.banner-trip-now"
                       : isThrottling              ? "outlook.banner-throttle-now"
                       : now.tripS < now.throttleS ? "outlook.banner-trip"
                                                   : "outlook.banner-throttle";
  const bool isTrip = isTripNext || now.tripS < 1.0 || now.tripS < now.throttleS;
  const double leftS = isTrip ? now.tripS : now.throttleS;
  first_ = {Kind::rack, isTrip ? now.tripRack : now.throttleRack, 0};
  setText(look_.words(textId, {{"time", countdownText(leftS, now.horizonS, look_).toStdString()},
                               {"where", frame->layout->racks[first_.index].id},
                               {"count", look_.format.count(qint64(now.racksSoon)).toStdString()}}));
  setToolTip(sentenceOf(now, *frame->layout, look_));
  setAccessibleDescription(text());
}

}  // namespace plenum::views
