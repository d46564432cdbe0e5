// SPDX-License-Identifier: Apache-2.0
#include "panels/ComparePanel.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "panels/Parts.h"

namespace plenum::views {

using study::ComparedEvent;
using study::ComparedFigure;

ComparePanel::ComparePanel(Look& look, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), selection_(selection) {
  branch_ = textButton(look, "compare.branch", this);
  keep_ = {textButton(look, "compare.keep-a", this), textButton(look, "compare.keep-b", this)};
  cameras_ = new QCheckBox(this);
  time_ = new QCheckBox(this);
  difference_ = new QCheckBox(this);
  cameras_->setChecked(true);
  time_->setChecked(true);
  said_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  said_->setContentsMargins(10, 0, 10, 2);
  said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* across = new QHBoxLayout;
  across->setContentsMargins(10, 6, 10, 4);
  across->setSpacing(10);
  for (QWidget* one : std::initializer_list<QWidget*>{branch_, cameras_, time_, difference_}) across->addWidget(one);
  across->addStretch(1);
  for (QPushButton* one : keep_) across->addWidget(one);

  figureModel_ = new AnswerModel(look,
                                 {{"compare.column.figure"},
                                  {"compare.column.a", true},
                                  {"compare.column.b", true},
                                  {"compare.column.difference", true}},
                                 this);
  eventModel_ = new AnswerModel(look,
                                {{"compare.column.time"},
                                 {"compare.column.future"},
                                 {"compare.column.where"},
                                 {"compare.column.event"},
                                 {"compare.column.cause"}},
                                this);
  rackModel_ = new AnswerModel(look,
                               {{"compare.column.rack"},
                                {"compare.column.chip", true},
                                {"compare.column.inlet", true},
                                {"compare.column.power", true}},
                               this);
  figures_ = table(*figureModel_, "compare.figures");
  // A, B and what is between them stand side by side
  figures_->horizontalHeader()->setStretchLastSection(false);
  figures_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  events_ = table(*eventModel_, "compare.events");
  racks_ = table(*rackModel_, "compare.racks");
  why_ = plainLabel(look, Theme::Type::table, Tone::text, false, this);
  why_->setWordWrap(true);
  why_->setContentsMargins(10, 6, 10, 6);
  why_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  why_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* scroll = new QScrollArea(this);
  scroll->setWidget(why_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  look.words.follow(scroll, [this, scroll] { scroll->setAccessibleName(look_.words("compare.why")); });

  // the figures stay in sight; of what explains them one part at a time
  auto* parts = new QTabWidget(this);
  parts->setDocumentMode(true);
  for (const auto& [part, title] : std::initializer_list<std::pair<QWidget*, const char*>>{
           {scroll, "compare.why"}, {events_, "compare.events"}, {racks_, "compare.racks"}}) {
    const int at = parts->addTab(part, QString());
    look.words.follow(parts, [this, parts, at, title] { parts->setTabText(at, look_.words(title)); });
  }
  auto* split = new QSplitter(Qt::Horizontal, this);
  split->addWidget(figures_);
  split->addWidget(parts);
  split->setSizes({520, 480});
  split->setChildrenCollapsible(false);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(across);
  down->addWidget(said_);
  down->addWidget(split, 1);

  connect(branch_, &QPushButton::clicked, this, &ComparePanel::branchAsked);
  for (std::size_t i = 0; i < keep_.size(); ++i)
    connect(keep_[i], &QPushButton::clicked, this, [this, i] { Q_EMIT keepAsked(i); });
  look.words.follow(this, [this] {
    for (const auto& [box, id] : {std::pair{cameras_, "compare.link-cameras"}, std::pair{time_, "compare.link-time"},
                                  std::pair{difference_, "compare.paint"}}) {
      box->setText(look_.words(id));
      box->setToolTip(look_.words((std::string(id) + ".what").c_str()));
    }
    fill();
  });
  setComparing(false);
}

QTableView* ComparePanel::table(AnswerModel& model, const char* nameId) {
  auto* made = new QTableView(this);
  made->setModel(&model);
  views::dress(*made, look_, nameId);
  made->horizontalHeader()->setStretchLastSection(true);
  made->setSortingEnabled(false);
  connect(made->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this, &model](const QModelIndex& index) {
            if (index.isValid() && model.rowAt(index.row()).entity.kind != Kind::campus)
              selection_.select(model.rowAt(index.row()).entity);
          });
  connect(made, &QTableView::doubleClicked, this,
          [this, &model](const QModelIndex& index) { Q_EMIT activated(model.rowAt(index.row()).entity); });
  return made;
}

void ComparePanel::setComparing(bool isComparing) {
  isComparing_ = isComparing;
  for (QWidget* one : std::initializer_list<QWidget*>{cameras_, time_, difference_, keep_[0], keep_[1]})
    one->setEnabled(isComparing);
  branch_->setEnabled(!isComparing);
  if (!isComparing) answer_.reset();
  fill();
}

void ComparePanel::show(std::shared_ptr<const study::Comparison> answer, std::size_t leader) {
  const bool isFirst = !answer_;
  answer_ = std::move(answer);
  leader_ = leader;
  fill();
  if (!isFirst) return;
  for (QTableView* one : {figures_, events_, racks_}) one->resizeColumnsToContents();
}

void ComparePanel::fill() {
  if (!answer_) {
    for (AnswerModel* one : {figureModel_, eventModel_, rackModel_}) one->show({});
    why_->clear();
    said_->setText(look_.words(isComparing_ ? "compare.begin" : "compare.alone"));
    return;
  }
  said_->setText(look_.words("compare.said", {{"branch", toIso(answer_->branch)}, {"at", toIso(answer_->at)}}));
  fillFigures();
  fillEvents();
  fillRacks();
  explain();
}

void ComparePanel::fillFigures() {
  std::vector<AnswerModel::Row> rows;
  const auto shown = [this](double value, int decimals) {
    return std::isnan(value) ? Format::dash() : look_.format.fixed(value, decimals);
  };
  for (const ComparedFigure& figure : answer_->figures) {
    if (std::isnan(figure.a) && std::isnan(figure.b)) continue;
    AnswerModel::Row row;
    const bool differs = figure.differs();
    const double difference = figure.difference();
    // temperatures as a person reads them; the difference of two has no zero of its own
    const bool isTemperature = figure.unit == "°C";
    const double per = isTemperature ? look_.format.scaleOf(1.0, Unit::celsius) : 1.0;
    const double offset = isTemperature ? look_.format.offsetOf(Unit::celsius) : 0.0;
    const QString unit = isTemperature ? look_.format.unitAt(1.0, Unit::celsius) : QString::fromStdString(figure.unit);
    QString text = differs ? shown(difference / per, figure.decimals) : QStringLiteral("=");
    if (differs && difference > 0.0) text.prepend(QLatin1Char('+'));
    const QString title = look_.words(figure.title());
    row.cells = {{unit.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, unit)},
                 {shown(figure.a / per + offset, figure.decimals), figure.a},
                 {shown(figure.b / per + offset, figure.decimals), figure.b},
                 {text, difference}};
    const bool isWorse = (figure.better == ComparedFigure::Better::less && difference > 0.0) ||
                         (figure.better == ComparedFigure::Better::more && difference < 0.0);
    row.weight = !differs  ? AnswerModel::Weight::dim
                 : isWorse ? AnswerModel::Weight::warning
                           : AnswerModel::Weight::plain;
    if (differs && figure.better != ComparedFigure::Better::neither)
      row.tip = look_.words(isWorse ? "compare.worse" : "compare.better");
    rows.push_back(std::move(row));
  }
  // what differs first; the order of the table otherwise
  std::stable_sort(rows.begin(), rows.end(), [](const AnswerModel::Row& x, const AnswerModel::Row& y) {
    return (x.weight == AnswerModel::Weight::dim) < (y.weight == AnswerModel::Weight::dim);
  });
  figureModel_->show(std::move(rows));
}

void ComparePanel::fillEvents() {
  struct Line {
    Time time;
    AnswerModel::Row row;
  };
  std::vector<Line> lines;
  const auto add = [&](const Event& event, const QString& future, const QString& cause, bool isHere) {
    AnswerModel::Row row;
    const QString text = look_.words(event.text);
    row.cells = {{look_.format.clock(event.time)}, {future}, {QString::fromStdString(event.entityId)}, {text}, {cause}};
    // a thing of the other layout may have another place in this one
    if (isHere) row.entity = event.entity;
    row.weight = event.priority == 1   ? AnswerModel::Weight::danger
                 : event.priority == 2 ? AnswerModel::Weight::warning
                                       : AnswerModel::Weight::plain;
    row.tip = cause.isEmpty() ? text : text + QLatin1Char('\n') + cause;
    lines.push_back({event.time, std::move(row)});
  };
  for (const bool isInB : {false, true})
    for (const ComparedEvent& one : isInB ? answer_->onlyB : answer_->onlyA) {
      const QString cause = one.chain.size() > 1 ? look_.words(one.chain.front().text) : QString();
      add(one.event, look_.words(isInB ? "compare.column.b" : "compare.column.a"), cause, isInB == (leader_ == 1));
    }
  for (const study::MovedEvent& one : answer_->moved) {
    const double s = one.later().seconds();
    add(leader_ == 1 ? one.b : one.a,
        look_.words(s > 0.0 ? "compare.later" : "compare.earlier", {{"seconds", toText(std::abs(s), 0)}}), {}, true);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& x, const Line& y) { return x.time < y.time; });
  std::vector<AnswerModel::Row> rows;
  for (Line& line : lines) rows.push_back(std::move(line.row));
  eventModel_->show(std::move(rows));
}

void ComparePanel::fillRacks() {
  std::vector<AnswerModel::Row> rows;
  const auto both = [this](double a, double b, const QString& unit) {
    const double by = b - a;
    return AnswerModel::Cell{QStringLiteral("%1 → %2%3 (%4%5)")
                                 .arg(look_.format.fixed(a, 1), look_.format.fixed(b, 1), unit,
                                      by > 0.0 ? QStringLiteral("+") : QString(), look_.format.fixed(by, 1)),
                             std::abs(by)};
  };
  const QString degrees = QStringLiteral("\u202f") + look_.format.unitAt(1.0, Unit::celsius);
  const auto temperatures = [&](double a, double b) {
    const double per = look_.format.scaleOf(1.0, Unit::celsius), offset = look_.format.offsetOf(Unit::celsius);
    return both(a / per + offset, b / per + offset, degrees);
  };
  for (const study::ComparedRack& rack : answer_->racks) {
    AnswerModel::Row row;
    row.cells = {{QString::fromStdString(rack.id)},
                 temperatures(rack.chipA, rack.chipB),
                 temperatures(rack.inletA, rack.inletB),
                 both(rack.powerA * 1e-3, rack.powerB * 1e-3, {})};
    row.entity = {Kind::rack, leader_ == 1 ? rack.b : rack.a, 0};
    rows.push_back(std::move(row));
  }
  rackModel_->show(std::move(rows));
}

void ComparePanel::explain() {
  QStringList lines;
  for (const Text& line : answer_->why) lines << look_.words(line);
  for (const Text& remark : answer_->remarks) lines << QString() << look_.words(remark);
  why_->setText(lines.join(QLatin1Char('\n')));
}

}  // namespace plenum::views
