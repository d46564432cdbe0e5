// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <map>
#include <string>
#include <vector>

#include "document/Document.h"
#include "io/CatalogNumbers.h"
#include "look/Look.h"
#include "scenario/Scenario.h"
#include "site/Layout.h"

namespace plenum {

/// Things of a layout that hang on a row of the catalogue, by the row's name, "chip/zhenwu-m890". A rack hangs on its
/// server and its chip too.
std::map<std::string, std::vector<EntityRef>> usersOfRows(const Layout& layout);

/// Every number of the catalogue that the open site rests on, and every one that its own file and its scenario state,
/// with where it comes from, how sure it is, in which bounds it may be changed, and what hangs on it. Changing one is
/// an edit of the document.
class AssumptionsModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column {
    rowColumn,
    numberColumn,
    valueColumn,
    unitColumn,
    rangeColumn,
    confidenceColumn,
    usersColumn,
    sourceColumn,
    columns
  };
  enum class Origin { catalogue, site, scenario };
  struct Entry {
    std::string row, title;  // "chip/zhenwu-m890", its name; of the site the id of what holds it, "H1/R"
    io::CatalogNumber number;
    Provenance provenance;  // of what holds now
    double delivered = 0.0;
    Confidence deliveredConfidence = Confidence::assumed;
    bool isOverridden = false;
    Origin origin = Origin::catalogue;
    RecordKind kind = RecordKind::site;  // of Origin::site
    bool isStated = false;               // written by somebody, where the program would have taken another
  };
  AssumptionsModel(views::Look& look, QObject* parent);
  void show(LayoutPtr layout, std::shared_ptr<const Scenario> scenario = {});
  const Entry& entryAt(int row) const { return entries_[std::size_t(row)]; }
  const std::vector<EntityRef>& usersAt(int row) const;
  int overridden() const;
  int assumed() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

 Q_SIGNALS:
  void editAsked(const Edit& edit);

 private:
  QString nameOf(const Entry& entry) const;
  QString usersText(const Entry& entry) const;
  views::Look& look_;
  LayoutPtr layout_;
  std::vector<Entry> entries_;
  void addCatalogue();
  void addSite();
  void addScenario();
  std::shared_ptr<const Scenario> scenario_;
  mutable std::map<std::string, std::vector<EntityRef>> users_;
};

}  // namespace plenum
