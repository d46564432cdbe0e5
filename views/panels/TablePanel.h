// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QWidget>
#include <functional>

#include "document/Edit.h"
#include "live/Selection.h"
#include "models/EquipmentModel.h"

namespace plenum::views {

/// Makes edits as one step of undo; the problems that forbid it, or none.
using TryEdits = std::function<Problems(const std::vector<Edit>&, const Text& name)>;

/// Any kind of equipment as a table: sorted, filtered, edited cell by cell or many cells at once, copied to a
/// spreadsheet and pasted back. What is chosen here is chosen everywhere.
class TablePanel final : public QWidget {
  Q_OBJECT
 public:
  TablePanel(Look& look, Selection& selection, QWidget* parent = nullptr);
  void setTryEdits(TryEdits tryEdits) { tryEdits_ = std::move(tryEdits); }
  void setSite(SitePtr site);
  void setKind(RecordKind kind);
  EquipmentModel& model() { return *model_; }
  QTableView& table() { return *table_; }
  QLineEdit& filterLine() { return *filter_; }
  QComboBox& kindBox() { return *kind_; }
  QString said() const { return said_->text(); }
  /// The selected block as a spreadsheet takes it: tabs and lines.
  QString copied() const;
  /// A spreadsheet's block, its first cell over the current one; one value fills all selected cells.
  void paste(const QString& block);
  void copy();
  /// Beneath the table; "" for how many there are.
  void tell(const QString& text, bool isWrong = false);
  void paste();

 Q_SIGNALS:
  void exportAsked(plenum::RecordKind kind);
  void importAsked(plenum::RecordKind kind);
  void activated(plenum::EntityRef entity);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fillKinds();
  void enter(const QModelIndex& index, const QString& value);
  void make(std::vector<Edit> edits, std::size_t cells);
  void choose();
  void follow();
  Look& look_;
  Selection& selection_;
  TryEdits tryEdits_;
  EquipmentModel* model_;
  QComboBox* kind_;
  QLineEdit* filter_;
  QTableView* table_;
  QLabel* said_;
  bool isChoosing_ = false, isFollowing_ = false;
};

}  // namespace plenum::views
