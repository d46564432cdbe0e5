// SPDX-License-Identifier: Apache-2.0
#include "board/ExpansionPanel.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "charts/Choice.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr int tickMs = 1000;
constexpr std::array<const char*, 5> figureIds{"expansion.figure.goal", "expansion.figure.binding",
                                               "expansion.figure.capex", "expansion.figure.npv",
                                               "expansion.figure.tco"};
constexpr std::array<const char*, ExpansionPanel::tabs> tabIds{"expansion.tab.options", "expansion.tab.checks",
                                                               "expansion.tab.details", "expansion.tab.answers",
                                                               "expansion.tab.assumptions"};

/// As wide as it is given, not as its text.
void yield(QLabel& label) {
  label.setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  label.setTextInteractionFlags(Qt::TextSelectableByMouse);
}

}  // namespace

ExpansionPanel::ExpansionPanel(Look& look, Selection& selection, PlanShown& shown, QWidget* parent)
    : QWidget(parent), look_(look), selection_(selection), shown_(shown) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 4, 0, 0);
  down->setSpacing(2);
  buildHead(*down);

  chart_ = new ExpansionChart(look_, this);
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  area->setWidget(chart_);
  area->setMinimumSize(280, 60);
  buildTabs();
  auto* across = new QSplitter(Qt::Horizontal, this);
  across->setChildrenCollapsible(false);
  across->addWidget(area);
  across->addWidget(tabsBox_);
  across->setStretchFactor(0, 7);
  across->setStretchFactor(1, 4);
  across->setSizes({700, 400});
  body_ = across;
  down->addWidget(across, 1);
  empty_ = plainLabel(look_, Theme::Type::body, Tone::dim, false, this);
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setMargin(12);
  down->addWidget(empty_, 1);

  connect(chart_, &ExpansionChart::delayed, this,
          [this](const QString& id, double weeks) { hold(id.toStdString(), weeks); });
  connect(chart_, &ExpansionChart::dragEnded, this, &ExpansionPanel::settle);
  const auto tell = [this] {
    fillDetails();
    tabsBox_->setCurrentIndex(details);
  };
  connect(chart_, &ExpansionChart::monthChosen, this, [this, tell](int month) {
    shown_.chooseMonth(month);
    chart_->selectActivity("");
    tell();
  });
  connect(&shown_, &PlanShown::monthChanged, this, [this](int month) {
    if (chart_->month() == month) return;
    chart_->selectMonth(month);
    fillDetails();
  });
  connect(chart_, &ExpansionChart::activityChosen, this, tell);
  ticking_.setInterval(tickMs);
  connect(&ticking_, &QTimer::timeout, this, &ExpansionPanel::fillState);
  look_.words.follow(this, [this] { refresh(); });
  look_.followTheme(this, [this] { refresh(); });
}

void ExpansionPanel::buildHead(QVBoxLayout& down) {
  auto* controls = new QHBoxLayout;
  controls->setContentsMargins(8, 0, 8, 0);
  controls->setSpacing(6);
  optionBox_ = new QComboBox(this);
  optionBox_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  optionBox_->setMinimumContentsLength(16);
  look_.words.follow(optionBox_, [this] { optionBox_->setAccessibleName(look_.words("expansion.option")); });
  ask_ = textButton(look_, "expansion.ask", this);
  stop_ = textButton(look_, "expansion.stop", this);
  reset_ = textButton(look_, "expansion.reset", this);
  whole_ = new QCheckBox(this);
  look_.words.follow(whole_, [this] { whole_->setText(look_.words("expansion.whole")); });
  progress_ = new QProgressBar(this);
  progress_->setFixedWidth(120);
  progress_->setTextVisible(false);
  state_ = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
  whatIf_ = plainLabel(look_, Theme::Type::table, Tone::accent, true, this);
  for (QLabel* text : {state_, whatIf_}) yield(*text);
  controls->addWidget(optionBox_);
  controls->addWidget(ask_);
  controls->addWidget(progress_);
  controls->addWidget(stop_);
  controls->addWidget(whatIf_, 3);
  controls->addWidget(reset_);
  controls->addWidget(state_, 2);
  controls->addWidget(whole_);
  controls->addStretch(0);
  down.addLayout(controls);

  head_ = new QWidget(this);
  auto* figuresRow = new QHBoxLayout;
  figuresRow->setContentsMargins(8, 0, 8, 0);
  figuresRow->setSpacing(14);
  for (std::size_t f = 0; f < figures; ++f) {
    auto* cell = new QVBoxLayout;
    cell->setSpacing(0);
    QLabel* name = label(look_, figureIds[f], Theme::Type::caption, Tone::dim, head_);
    values_[f] = plainLabel(look_, Theme::Type::title, Tone::text, true, head_);
    notes_[f] = plainLabel(look_, Theme::Type::caption, Tone::dim, false, head_);
    for (QLabel* text : {name, values_[f], notes_[f]}) yield(*text);
    cell->addWidget(name);
    cell->addWidget(values_[f]);
    cell->addWidget(notes_[f]);
    figuresRow->addLayout(cell, f == binding || f == goal ? 4 : 3);
  }
  auto* headDown = new QVBoxLayout(head_);
  headDown->setContentsMargins(0, 0, 0, 0);
  headDown->setSpacing(1);
  headDown->addLayout(figuresRow);
  sentence_ = plainLabel(look_, Theme::Type::table, Tone::text, false, head_);
  orders_ = plainLabel(look_, Theme::Type::table, Tone::text, false, head_);
  for (QLabel* text : {sentence_, orders_}) {
    yield(*text);
    text->setContentsMargins(8, 0, 8, 0);
    headDown->addWidget(text);
  }
  down.addWidget(head_);

  connect(optionBox_, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (index >= 0) choose(std::size_t(index));
  });
  connect(ask_, &QPushButton::clicked, this, &ExpansionPanel::asked);
  connect(stop_, &QPushButton::clicked, this, &ExpansionPanel::stopAsked);
  connect(reset_, &QPushButton::clicked, this, &ExpansionPanel::reset);
  connect(whole_, &QCheckBox::toggled, this, [this](bool isWhole) {
    chart_->setSpan(isWhole ? ExpansionChart::Span::whole : ExpansionChart::Span::works);
  });
}

QTableView* ExpansionPanel::addTable(AnswerModel& model, const char* nameId, Tab tab) {
  auto* table = new QTableView(this);
  dress(*table, look_, nameId);
  table->setModel(&model);
  table->verticalHeader()->setDefaultSectionSize(22);
  tables_[tab] = table;
  return table;
}

void ExpansionPanel::buildTabs() {
  tabsBox_ = new QTabWidget(this);
  tabsBox_->setDocumentMode(true);
  tabsBox_->setMinimumWidth(240);
  tabsBox_->tabBar()->setUsesScrollButtons(true);
  tabsBox_->tabBar()->setElideMode(Qt::ElideNone);
  const auto column = [](const char* id, bool isNumber = false) { return AnswerModel::Column{id, isNumber}; };
  optionsModel_ = new AnswerModel(
      look_,
      {column("expansion.column.option"), column("plan.money.goal"), column("expansion.column.capex", true),
       column("expansion.column.npv", true), column("expansion.column.tco", true), column("plan.head.pue", true),
       column("expansion.column.checks")},
      this);
  checksModel_ =
      new AnswerModel(look_,
                      {column("expansion.column.check"), column("expansion.column.light"),
                       column("plan.head.value", true), column("plan.head.limit", true), column("plan.head.why")},
                      this);
  detailsModel_ = new AnswerModel(look_,
                                  {column("expansion.column.resource"), column("expansion.column.carries", true),
                                   column("expansion.column.strands", true)},
                                  this);
  assumptionsModel_ =
      new AnswerModel(look_,
                      {column("expansion.column.assumption"), column("plan.head.value", true),
                       column("expansion.column.range"), column("plan.head.unit"), column("expansion.column.known")},
                      this);
  const auto words = [this] {
    auto* text = plainLabel(look_, Theme::Type::table, Tone::text, false, this);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    text->setMargin(8);
    yield(*text);
    return text;
  };
  details_ = words();
  answers_ = words();
  auto* detailsPage = new QWidget(this);
  auto* detailsDown = new QVBoxLayout(detailsPage);
  detailsDown->setContentsMargins(0, 0, 0, 0);
  detailsDown->setSpacing(0);
  detailsDown->addWidget(details_);
  detailsDown->addWidget(addTable(*detailsModel_, "expansion.tab.details", details), 1);
  auto* detailsArea = new QScrollArea(this);
  auto* answersArea = new QScrollArea(this);
  for (QScrollArea* area : {detailsArea, answersArea}) {
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  }
  detailsArea->setWidget(detailsPage);
  answersArea->setWidget(answers_);
  tabsBox_->addTab(addTable(*optionsModel_, tabIds[options], options), QString());
  tabsBox_->addTab(addTable(*checksModel_, tabIds[checks], checks), QString());
  tabsBox_->addTab(detailsArea, QString());
  tabsBox_->addTab(answersArea, QString());
  tabsBox_->addTab(addTable(*assumptionsModel_, tabIds[assumptions], assumptions), QString());
  look_.words.follow(tabsBox_, [this] {
    tabsBox_->setAccessibleName(look_.words("expansion.tabs"));
    for (int k = 0; k < tabs; ++k) tabsBox_->setTabText(k, look_.words(tabIds[std::size_t(k)]));
  });
  connect(tables_[options]->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& row) {
            if (row.isValid()) choose(std::size_t(row.row()));
          });
  const auto visit = [this](const QModelIndex& row) {
    if (!row.isValid() || !evaluation_ || row.row() >= int(evaluation_->checks.size())) return;
    const plan::Check& check = evaluation_->checks[std::size_t(row.row())];
    if (check.month >= 0) shown_.chooseMonth(check.month);
    goTo(check.entity);
  };
  connect(tables_[checks], &QTableView::clicked, this, visit);
  connect(tables_[checks], &QTableView::activated, this, visit);
}

void ExpansionPanel::showNoPlan() {
  stage_ = Stage::none;
  plan_.reset();
  ground_.reset();
  refresh();
}

void ExpansionPanel::showReady(plan::PlanPtr plan) {
  stage_ = Stage::ready;
  plan_ = std::move(plan);
  ground_.reset();
  refresh();
}

void ExpansionPanel::showWorking(plan::PlanPtr plan, std::size_t which) {
  if (stage_ != Stage::working) beganMs_ = QDateTime::currentMSecsSinceEpoch();
  const bool isNews = stage_ != Stage::working || plan_ != plan;
  stage_ = Stage::working;
  working_ = which;
  plan_ = std::move(plan);
  ground_.reset();
  isNews ? refresh() : fillState();
}

void ExpansionPanel::showProblems(const Problems& problems) {
  stage_ = Stage::refused;
  problems_ = problems;
  ground_.reset();
  refresh();
}

void ExpansionPanel::show(plan::PlanPtr plan, std::shared_ptr<const plan::Ground> ground) {
  stage_ = Stage::shown;
  plan_ = std::move(plan);
  ground_ = std::move(ground);
  held_.clear();
  spread_.reset();
  evaluations_.clear();
  for (const plan::Option& option : plan_->options)
    evaluations_.push_back(std::make_shared<const plan::Evaluation>(evaluate(*plan_, option, *ground_)));
  chosen_ = std::min(chosen_, plan_->options.size() - 1);
  workOut();
  settle();
  refresh();
}

void ExpansionPanel::showSpread(const std::string& fingerprint, std::shared_ptr<const plan::Spread> spread) {
  if (!evaluation_ || evaluation_->fingerprint != fingerprint || !spread || spread->samples == 0) return;
  spread_ = std::move(spread);
  shown_.showSpread(spread_);
  fillFigures();
}

void ExpansionPanel::choose(std::size_t option) {
  if (stage_ != Stage::shown || option >= plan_->options.size() || option == chosen_) return;
  chosen_ = option;
  held_.clear();
  workOut();
  settle();
  const QSignalBlocker quiet(optionBox_);
  optionBox_->setCurrentIndex(int(option));
  if (tables_[options]->currentIndex().row() != int(option)) tables_[options]->selectRow(int(option));
}

void ExpansionPanel::hold(const std::string& activity, double weeks) {
  if (stage_ != Stage::shown) return;
  if (weeks == 0.0)
    held_.erase(activity);
  else
    held_[activity] = weeks;
  workOut();
}

void ExpansionPanel::reset() {
  if (stage_ != Stage::shown || held_.empty()) return;
  held_.clear();
  workOut();
  settle();
}

/// What a drag asks for: the evaluation and what is read off it at once.
void ExpansionPanel::workOut() {
  asked_ = plan_->options[chosen_];
  for (const auto& [activity, weeks] : held_) asked_.delays.push_back({activity, weeks});
  evaluation_ = held_.empty() ? evaluations_[chosen_]
                              : std::make_shared<const plan::Evaluation>(evaluate(*plan_, asked_, *ground_));
  spread_.reset();
  isTold_ = false;
  chart_->show(plan_, evaluation_, held_);
  shown_.show(plan_, ground_, asked_, evaluation_, evaluations_);
  fillState();
  fillFigures();
  fillSentences();
  fillChecks();
  fillDetails();
}

void ExpansionPanel::settle() {
  if (stage_ != Stage::shown) return;
  told_ = answersOf(*plan_, asked_, *ground_, *evaluation_);
  isTold_ = true;
  fillSentences();
  fillOptions();
  fillAssumptions();
  Q_EMIT spreadWanted();
}

void ExpansionPanel::refresh() {
  if (stage_ != Stage::shown) {
    evaluation_.reset();
    evaluations_.clear();
    spread_.reset();
    held_.clear();
    chart_->clear();
    shown_.clear();
  }
  fillBox();
  fillState();
  if (stage_ != Stage::shown) return;
  fillFigures();
  fillSentences();
  fillOptions();
  fillChecks();
  fillDetails();
  fillAssumptions();
}

void ExpansionPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  Q_EMIT lookedAt();
}

void ExpansionPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitSentences();
}

QStringList ExpansionPanel::said() const {
  QStringList out{state_->text(), whatIf_->text(), empty_->text(), brief_, toOrder_};
  for (std::size_t f = 0; f < figures; ++f) out << values_[f]->text() << notes_[f]->text();
  return out;
}

void ExpansionPanel::goTo(const std::string& thing) {
  if (thing.empty()) return;
  for (const plan::Activity& a : evaluation_->activities)
    if (a.id == thing) {
      chart_->selectActivity(thing);
      return fillDetails();
    }
  if (!ground_->layout) return;
  if (const auto found = ground_->layout->find(thing)) {
    selection_.select(*found);
    Q_EMIT activated(*found);
  }
}

}  // namespace plenum::views
