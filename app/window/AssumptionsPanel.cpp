// SPDX-License-Identifier: Apache-2.0
#include "window/AssumptionsPanel.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <array>

#include "panels/Parts.h"

namespace plenum {

namespace {

using views::Theme;
using views::Tone;

constexpr std::array<const char*, 7> onlyIds{"assumptions.all",
                                             "assumptions.only-assumed",
                                             "assumptions.only-unverified",
                                             "assumptions.only-overridden",
                                             "assumptions.only-catalogue",
                                             "assumptions.only-site",
                                             "assumptions.only-scenario"};

class Filter final : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void wish(AssumptionsPanel::Only only, QString text) {
    only_ = only;
    text_ = std::move(text);
    invalidateFilter();
  }

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    const auto& model = static_cast<const AssumptionsModel&>(*sourceModel());
    const AssumptionsModel::Entry& entry = model.entryAt(row);
    using Only = AssumptionsPanel::Only;
    if (only_ == Only::overridden && !entry.isOverridden) return false;
    using Origin = AssumptionsModel::Origin;
    if (only_ == Only::assumed && (entry.deliveredConfidence != Confidence::assumed || entry.isStated)) return false;
    if (only_ == Only::catalogue && entry.origin != Origin::catalogue) return false;
    if (only_ == Only::site && entry.origin != Origin::site) return false;
    if (only_ == Only::scenario && entry.origin != Origin::scenario) return false;
    if (only_ == Only::unverified && entry.deliveredConfidence != Confidence::unverified) return false;
    if (text_.isEmpty()) return true;
    const QString all = QString::fromStdString(entry.row + " " + entry.number.key + " ") +
                        model.index(row, AssumptionsModel::rowColumn, parent).data().toString() + QLatin1Char(' ') +
                        model.index(row, AssumptionsModel::numberColumn, parent).data().toString() + QLatin1Char(' ') +
                        QString::fromStdString(entry.provenance.source);
    for (const QString& word : text_.split(QLatin1Char(' '), Qt::SkipEmptyParts))
      if (!all.contains(word, Qt::CaseInsensitive)) return false;
    return true;
  }
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
    const auto& model = static_cast<const AssumptionsModel&>(*sourceModel());
    if (left.column() == AssumptionsModel::valueColumn)
      return model.entryAt(left.row()).number.value < model.entryAt(right.row()).number.value;
    if (left.column() == AssumptionsModel::usersColumn)
      return model.usersAt(left.row()).size() < model.usersAt(right.row()).size();
    return QSortFilterProxyModel::lessThan(left, right);
  }

 private:
  AssumptionsPanel::Only only_ = AssumptionsPanel::Only::all;
  QString text_;
};

}  // namespace

AssumptionsPanel::AssumptionsPanel(views::Look& look, views::Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), selection_(selection) {
  model_ = new AssumptionsModel(look, this);
  shown_ = new Filter(this);
  shown_->setSourceModel(model_);
  search_ = new QLineEdit(this);
  search_->setClearButtonEnabled(true);
  search_->setMaximumWidth(260);
  only_ = new QComboBox(this);
  for (std::size_t i = 0; i < onlyIds.size(); ++i) only_->addItem(QString());
  count_ = views::plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  users_ = views::textButton(look, "assumptions.go", this);
  putBack_ = views::textButton(look, "assumptions.put-back", this);
  table_ = new QTableView(this);
  views::dress(*table_, look, "dock.assumptions");
  table_->setModel(shown_);
  table_->setSortingEnabled(true);
  table_->horizontalHeader()->setSectionsClickable(true);
  table_->sortByColumn(-1, Qt::AscendingOrder);
  table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                          QAbstractItemView::AnyKeyPressed);
  table_->horizontalHeader()->setStretchLastSection(true);
  constexpr std::array<int, AssumptionsModel::columns> widths{190, 200, 90, 70, 120, 170, 130, 240};
  for (int i = 0; i < AssumptionsModel::columns; ++i) table_->setColumnWidth(i, widths[std::size_t(i)]);

  auto* across = new QHBoxLayout;
  across->addWidget(search_, 1);
  across->addWidget(only_);
  across->addWidget(count_, 1);
  across->addWidget(users_);
  across->addWidget(putBack_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(8, 8, 8, 0);
  down->setSpacing(6);
  down->addLayout(across);
  down->addWidget(table_, 1);

  const auto filter = [this] {
    static_cast<Filter*>(shown_)->wish(Only(only_->currentIndex()), search_->text().trimmed());
  };
  connect(search_, &QLineEdit::textChanged, this, filter);
  connect(only_, &QComboBox::currentIndexChanged, this, filter);
  connect(model_, &AssumptionsModel::editAsked, this, &AssumptionsPanel::editAsked);
  connect(putBack_, &QPushButton::clicked, this, &AssumptionsPanel::putBack);
  connect(users_, &QPushButton::clicked, this, &AssumptionsPanel::goToUsers);
  connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
    if (index.column() == AssumptionsModel::usersColumn) goToUsers();
  });
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &AssumptionsPanel::refresh);
  connect(model_, &QAbstractItemModel::modelReset, this, &AssumptionsPanel::refresh);
  look_.words.follow(this, [this] {
    search_->setPlaceholderText(look_.words("assumptions.search"));
    search_->setAccessibleName(look_.words("assumptions.search"));
    only_->setAccessibleName(look_.words("assumptions.only"));
    for (std::size_t i = 0; i < onlyIds.size(); ++i) only_->setItemText(int(i), look_.words(onlyIds[i]));
    refresh();
  });
}

void AssumptionsPanel::show(LayoutPtr layout, std::shared_ptr<const Scenario> scenario) {
  layout_ = std::move(layout), scenario_ = std::move(scenario);
  if (isVisible()) fill();
}

void AssumptionsPanel::showEvent(QShowEvent* event) {
  fill();
  QWidget::showEvent(event);
}

/// Some thousand numbers: they are gathered when somebody looks.
void AssumptionsPanel::fill() {
  // the number that was just changed stays in sight
  const int row = currentRow();
  const std::string was = row < 0 ? std::string() : model_->entryAt(row).row + "/" + model_->entryAt(row).number.key;
  model_->show(layout_, scenario_);
  for (int i = 0; i < model_->rowCount() && !was.empty(); ++i)
    if (model_->entryAt(i).row + "/" + model_->entryAt(i).number.key == was) {
      const QModelIndex index = shown_->mapFromSource(model_->index(i, AssumptionsModel::valueColumn));
      if (index.isValid()) table_->setCurrentIndex(index);
      break;
    }
}

int AssumptionsPanel::currentRow() const {
  const QModelIndex index = shown_->mapToSource(table_->currentIndex());
  return index.isValid() ? index.row() : -1;
}

void AssumptionsPanel::refresh() {
  count_->setText(
      look_.words("assumptions.count", {{"all", look_.format.count(model_->rowCount()).toStdString()},
                                        {"assumed", look_.format.count(model_->assumed()).toStdString()},
                                        {"overridden", look_.format.count(model_->overridden()).toStdString()}}));
  const int row = currentRow();
  users_->setEnabled(row >= 0);
  putBack_->setEnabled(row >= 0 && model_->entryAt(row).isOverridden);
}

void AssumptionsPanel::putBack() {
  const int row = currentRow();
  if (row >= 0) Q_EMIT editAsked(ClearAssumption{model_->entryAt(row).row, model_->entryAt(row).number.key});
}

void AssumptionsPanel::goToUsers() {
  const int row = currentRow();
  if (row < 0 || model_->usersAt(row).empty()) return;
  selection_.selectAll(model_->usersAt(row));
  Q_EMIT activated(model_->usersAt(row).back());
}

}  // namespace plenum
