// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QTableWidget>
#include <memory>
#include <vector>

#include "catalog/Catalog.h"
#include "document/Edit.h"
#include "look/Look.h"

namespace plenum::views {

/// Hours that it takes to mend a thing, by its kind, as the open site takes them to be. What is changed comes back as
/// edits: numbers of the catalogue's row that the site overrides.
class RepairsDialog final : public QDialog {
  Q_OBJECT
 public:
  /// `catalog` holds the row "repairs/usual".
  RepairsDialog(Look& look, std::shared_ptr<const Catalog> catalog, QWidget* parent = nullptr);
  QTableWidget& table() { return *table_; }
  /// One for every number that differs from what holds now.
  std::vector<Edit> edits() const;

 private:
  double heldAt(int row) const;
  std::shared_ptr<const Catalog> catalog_;
  const RepairsSpec& spec_;
  QString note_;
  QTableWidget* table_;
};

}  // namespace plenum::views
