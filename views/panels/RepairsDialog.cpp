// SPDX-License-Identifier: Apache-2.0
#include "panels/RepairsDialog.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace plenum::views {
namespace {

constexpr const char* rowName = "repairs/usual";
constexpr const char* restartKey = "restart_h";
constexpr int kindColumn = 0, hoursColumn = 1, sourceColumn = 2;
constexpr double mostH = 8760.0;  // a year

std::string keyAt(int row) {
  return row < static_cast<int>(RepairsSpec::keys.size()) ? RepairsSpec::keys[static_cast<std::size_t>(row)]
                                                          : restartKey;
}

/// Nothing but what can be an hour of repair can be typed.
class HoursEditor final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
    auto* box = new QDoubleSpinBox(parent);
    box->setRange(0.0, mostH);
    box->setDecimals(2);
    box->setFrame(false);
    return box;
  }
};

}  // namespace

RepairsDialog::RepairsDialog(Look& look, std::shared_ptr<const Catalog> catalog, QWidget* parent)
    : QDialog(parent), catalog_(std::move(catalog)), spec_(*catalog_->find<RepairsSpec>("usual")) {
  setWindowTitle(look.words("redundancy.repairs"));
  note_ = look.words("redundancy.repairs.note");
  auto* down = new QVBoxLayout(this);
  auto* hint = new QLabel(look.words("redundancy.repairs.hint"), this);
  hint->setWordWrap(true);
  down->addWidget(hint);
  const int rows = static_cast<int>(RepairsSpec::keys.size()) + 1;
  table_ = new QTableWidget(rows, sourceColumn + 1, this);
  table_->setHorizontalHeaderLabels({look.words("redundancy.repairs.kind"), look.words("redundancy.repairs.hours"),
                                     look.words("redundancy.repairs.source")});
  table_->verticalHeader()->hide();
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->setAccessibleName(look.words("redundancy.repairs"));
  const auto& numbers = catalog_->provenance<RepairsSpec>("usual");
  for (int row = 0; row < rows; ++row) {
    const std::string key = keyAt(row), kind = "catalog." + key.substr(0, key.find('_'));
    const auto number = numbers.find(key);
    auto* called = new QTableWidgetItem(look.words(kind.c_str()));
    auto* source =
        new QTableWidgetItem(number == numbers.end() ? QString() : QString::fromStdString(number->second.source));
    called->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    source->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    source->setToolTip(source->text());
    auto* hours = new QTableWidgetItem();
    hours->setData(Qt::EditRole, heldAt(row));
    hours->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table_->setItem(row, kindColumn, called);
    table_->setItem(row, hoursColumn, hours);
    table_->setItem(row, sourceColumn, source);
  }
  table_->setItemDelegateForColumn(hoursColumn, new HoursEditor(table_));
  table_->resizeColumnToContents(kindColumn);
  down->addWidget(table_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  down->addWidget(buttons);
  const QFontMetrics metrics(font());
  resize(metrics.averageCharWidth() * 110, metrics.height() * 34);
}

double RepairsDialog::heldAt(int row) const {
  return row < static_cast<int>(spec_.hours.size()) ? spec_.hours[static_cast<std::size_t>(row)] : spec_.restartH;
}

std::vector<Edit> RepairsDialog::edits() const {
  std::vector<Edit> out;
  for (int row = 0; row < table_->rowCount(); ++row) {
    bool isNumber = false;
    const double hours = table_->item(row, hoursColumn)->data(Qt::EditRole).toDouble(&isNumber);
    if (!isNumber || !(hours >= 0.0) || hours > mostH || hours == heldAt(row)) continue;
    out.push_back(SetAssumption{{rowName, keyAt(row), hours, note_.toStdString()}});
  }
  return out;
}

}  // namespace plenum::views
