// SPDX-License-Identifier: Apache-2.0
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QVBoxLayout>

#include "board/ExpansionPanel.h"
#include "charts/Choice.h"
#include "panels/Parts.h"

// How ExpansionPanel is put together.

namespace plenum::views {

namespace {

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

void ExpansionPanel::buildHead(QVBoxLayout& down) {
  auto* controls = new QHBoxLayout;
  controls->setSpacing(6);
  optionBox_ = new QComboBox(this);
  optionBox_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  optionBox_->setMinimumContentsLength(16);
  look_.words.follow(optionBox_, [this] { optionBox_->setAccessibleName(look_.words("expansion.option")); });
  ask_ = textButton(look_, "expansion.ask", this);
  stop_ = textButton(look_, "expansion.stop", this);
  reset_ = textButton(look_, "expansion.reset", this);
  keep_ = textButton(look_, "planedit.keep.button", this);
  begin_ = textButton(look_, "planedit.begin", this);
  whole_ = new QCheckBox(this);
  look_.words.follow(whole_, [this] { whole_->setText(look_.words("expansion.whole")); });
  progress_ = new QProgressBar(this);
  progress_->setFixedWidth(120);
  progress_->setTextVisible(false);
  state_ = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
  whatIf_ = plainLabel(look_, Theme::Type::table, Tone::accent, true, this);
  sentence_ = plainLabel(look_, Theme::Type::table, Tone::text, false, this);
  for (QLabel* text : {state_, whatIf_, sentence_}) yield(*text);
  sentence_->setWordWrap(true);
  // what else there is to say stands in a tab; the chart needs the room
  auto* more = new QToolButton(this);
  more->setObjectName(QStringLiteral("more"));
  more->setAutoRaise(true);
  more->hide();
  look_.words.follow(more, [this, more] {
    more->setAccessibleName(look_.words("expansion.tab.answers"));
    more->setToolTip(look_.words("expansion.tab.answers"));
  });
  connect(more, &QToolButton::clicked, this, [this] { tabsBox_->setCurrentIndex(answers); });
  controls->addWidget(optionBox_);
  controls->addWidget(ask_);
  controls->addWidget(begin_);
  controls->addWidget(progress_);
  controls->addWidget(stop_);
  controls->addWidget(whatIf_, 3);
  controls->addWidget(keep_);
  controls->addWidget(reset_);
  auto* saying = new QHBoxLayout;
  saying->setSpacing(6);
  saying->addWidget(sentence_, 1);
  saying->addWidget(more);
  saying->addWidget(whole_);
  auto* first = new QBoxLayout(QBoxLayout::LeftToRight);
  first->setObjectName(QStringLiteral("first"));
  first->setContentsMargins(8, 0, 8, 0);
  first->setSpacing(6);
  first->addLayout(controls);
  first->addLayout(saying, 1);
  down.addLayout(first);

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
    auto* heading = new QHBoxLayout;
    heading->setSpacing(2);
    heading->addWidget(name, 1);
    heading->addWidget(derivationButton(Figure(f)));
    cell->addLayout(heading);
    cell->addWidget(values_[f]);
    cell->addWidget(notes_[f]);
    figuresRow->addLayout(cell, f == binding || f == goal ? 4 : 3);
  }
  auto* headDown = new QVBoxLayout(head_);
  headDown->setContentsMargins(0, 0, 0, 0);
  headDown->setSpacing(1);
  headDown->addLayout(figuresRow);
  orders_ = plainLabel(look_, Theme::Type::table, Tone::text, false, head_);
  yield(*orders_);
  orders_->setContentsMargins(8, 0, 8, 0);
  orders_->setWordWrap(true);
  orders_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  headDown->addWidget(orders_);
  down.addWidget(head_);

  connect(optionBox_, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (index >= 0) choose(std::size_t(index));
  });
  connect(ask_, &QPushButton::clicked, this, &ExpansionPanel::asked);
  connect(stop_, &QPushButton::clicked, this, &ExpansionPanel::stopAsked);
  connect(reset_, &QPushButton::clicked, this, &ExpansionPanel::reset);
  connect(keep_, &QPushButton::clicked, this, &ExpansionPanel::keepAsked);
  connect(begin_, &QPushButton::clicked, this, &ExpansionPanel::beginAsked);
  connect(whole_, &QCheckBox::toggled, this, [this](bool isWhole) {
    chart_->setSpan(isWhole ? ExpansionChart::Span::whole : ExpansionChart::Span::works);
  });
}

/// Leads to where the number comes from.
QToolButton* ExpansionPanel::derivationButton(Figure figure) {
  auto* button = new QToolButton(head_);
  button->setText(QStringLiteral("?"));
  button->setAutoRaise(true);
  button->setMaximumHeight(QFontMetrics(look_.theme.font(Theme::Type::caption)).height() + 2);
  derive_[figure] = button;
  look_.words.follow(button, [this, button, figure] {
    const QString says = look_.words("expansion.derive", {{"figure", look_.words(figureIds[figure]).toStdString()}});
    button->setToolTip(says);
    button->setAccessibleName(says);
  });
  connect(button, &QToolButton::clicked, this, [this, figure] {
    if (!evaluation_) return;
    using What = plan::Headline::What;
    constexpr std::array whats{What::goalMonth, What::bindingMw, What::capex, What::npv, What::tco};
    Q_EMIT derivationAsked({whats[figure], figure == binding ? bindingMonth_ : -1, {}});
  });
  return button;
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
  auto* assumptionsPage = new QWidget(this);
  auto* assumptionsDown = new QVBoxLayout(assumptionsPage);
  assumptionsDown->setContentsMargins(0, 0, 0, 0);
  assumptionsDown->setSpacing(0);
  state_->setWordWrap(true);
  state_->setMargin(4);
  assumptionsDown->addWidget(state_);
  assumptionsDown->addWidget(addTable(*assumptionsModel_, tabIds[assumptions], assumptions), 1);
  tabsBox_->addTab(assumptionsPage, QString());
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

}  // namespace plenum::views
