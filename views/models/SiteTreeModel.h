// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractItemModel>
#include <map>
#include <memory>
#include <vector>

#include "frame/Frame.h"
#include "look/Look.h"

namespace plenum::views {

/// The campus as a tree: power, cooling, and buildings down to racks, with the headline of each thing beside it and the
/// mark of the worst alarm in or beneath it. Branches are made when they are opened, so that a hundred thousand chips
/// cost nothing until somebody looks.
class SiteTreeModel final : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Column { nameColumn, valueColumn, columns };

  explicit SiteTreeModel(Look& look, QObject* parent = nullptr);
  ~SiteTreeModel() override;

  void setLayout(LayoutPtr layout);
  const LayoutPtr& layout() const { return layout_; }
  /// New values and alarm marks. Cheap; called a few times a second.
  void show(const FramePtr& frame);

  /// The campus for a heading.
  EntityRef entityAt(const QModelIndex& index) const;
  bool isHeading(const QModelIndex& index) const;
  /// False for what never has a number beside it, so that its name may take the whole width.
  bool hasValue(const QModelIndex& index) const;
  /// Opens what must be open to reach it. A chip leads to its rack.
  QModelIndex indexOf(EntityRef entity);

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  bool hasChildren(const QModelIndex& parent = {}) const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  enum class Heading : std::uint8_t { no, power, cooling };
  struct Key {
    EntityRef entity;
    Heading heading = Heading::no;
    bool operator==(const Key&) const = default;
  };
  struct Branch;

  Branch* branchAt(const QModelIndex& index) const;
  QModelIndex indexOf(const Branch& branch, int column) const;
  std::vector<Key> keysBelow(const Key& key) const;
  Key keyAbove(const Key& key) const;
  /// Whether all that is open below holds the very same things, by number and by id, as it did in the layout before.
  bool isSameBelow(const Branch& branch, const Layout& before) const;
  void joinPower();
  void open(Branch& branch);
  void refresh(const Branch& branch);
  int priorityOf(const Key& key) const;
  QString valueOf(const Key& key) const;
  const ThingGroup* padlock(const Key& key) const;
  QString titled(const Key& key) const;

  Look& look_;
  LayoutPtr layout_;
  FramePtr frame_;
  std::unique_ptr<Branch> root_;
  std::vector<std::vector<std::uint32_t>> powerBelow_;
  std::map<std::uint64_t, int> marks_;  // packed key → worst priority at or beneath it
  std::vector<std::uint64_t> markedAlarms_;
  mutable std::map<int, QIcon> icons_;                           // by kind, or −priority, or the padlock's
  mutable std::map<std::uint64_t, const ThingGroup*> padlocks_;  // of what was asked for; of this layout
};

}  // namespace plenum::views
