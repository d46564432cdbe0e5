// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <string>
#include <unordered_map>
#include <vector>

#include "document/Properties.h"
#include "look/Look.h"
#include "site/Layout.h"

namespace plenum::views {

/// All things of one kind, one a row, their properties in columns; values are read when they are looked at, so that
/// fifty thousand rows cost no more than the window shows. Nothing is changed here: what a person writes into a cell is
/// told by `entered`.
class EquipmentModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit EquipmentModel(Look& look, QObject* parent = nullptr) : QAbstractTableModel(parent), look_(look) {
    connect(&look.words, &Words::changed, this,
            [this] { Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1); });
  }
  /// Keeps kind, filter and order.
  void setSite(SitePtr site);
  void setKind(RecordKind kind);
  RecordKind kind() const { return kind_; }
  /// Rows of which the id or any shown text holds it.
  void setFilter(const QString& text);
  const SitePtr& site() const { return site_; }

  const std::string& idAt(int row) const { return ids_[shown_[static_cast<std::size_t>(row)]]; }
  /// −1 where it is not shown.
  int rowOf(const std::string& id) const;
  /// The property of a column; null for the first, which is the id.
  const Property* propertyAt(int column) const;
  std::size_t total() const { return ids_.size(); }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  void sort(int column, Qt::SortOrder order) override;

 Q_SIGNALS:
  void entered(const QModelIndex& index, const QString& value);

 private:
  void renew();
  void arrange();
  QString textAt(std::size_t thing, int column) const;
  /// As a person reads it: a choice is a word of the language, everything else what is written.
  QString wordOf(const Property& property, const QString& value) const;
  Look& look_;
  SitePtr site_;
  RecordKind kind_ = RecordKind::row;
  QString filter_;
  int sortedBy_ = -1;
  Qt::SortOrder order_ = Qt::AscendingOrder;
  std::vector<std::string> ids_;
  std::vector<const Property*> columns_;
  std::vector<std::uint32_t> shown_;
  mutable std::unordered_map<std::string, int> rowOf_;  // made when it is first asked
};

}  // namespace plenum::views
