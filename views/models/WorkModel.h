// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <QColor>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "frame/Frame.h"
#include "look/Look.h"

namespace plenum::views {

/// What a table of work lists, jobs or services, and its columns; both are read from a frame by index.
struct WorkList {
  struct Column {
    const char* title;  // text id; its tail "-hint" is the tooltip
    bool isNumber = false;
    int width = 80;
    QString (*text)(const Look&, const Frame&, std::size_t) = nullptr;
    /// What it is sorted by; null: by its text.
    double (*rank)(const Frame&, std::size_t) = nullptr;
    /// 0 … 1 to be drawn as a bar behind the text; < 0: none. Null: never.
    double (*bar)(const Frame&, std::size_t) = nullptr;
    QIcon (*icon)(const Look&, const Frame&, std::size_t) = nullptr;
    /// Something is wrong there: told by weight.
    bool (*isBad)(const Frame&, std::size_t) = nullptr;
    /// The column is worth its room where any row says yes; null: always.
    bool (*isNeeded)(const Frame&, std::size_t) = nullptr;
  };
  std::span<const Column> columns;
  std::size_t (*count)(const Frame&) = nullptr;
  const std::string& (*id)(const Frame&, std::size_t) = nullptr;
  const Name& (*name)(const Frame&, std::size_t) = nullptr;
  /// What a filter's words are sought in.
  QString (*words)(const Look&, const Frame&, std::size_t) = nullptr;
  const std::vector<Frame::JobLine::Part>& (*parts)(const Frame&, std::size_t) = nullptr;
  bool (*isDim)(const Frame&, std::size_t) = nullptr;
};
const WorkList& jobList();
const WorkList& serviceList();

/// A table of the jobs or the services of a frame. A new frame moves, adds and takes away rows one by one, so that
/// selection and scrolling survive; sorting and the filter are the model's own, since its rows move with them.
class WorkModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  static constexpr int barRole = Qt::UserRole + 1;
  using Keeps = std::function<bool(const Frame&, std::size_t)>;
  using Swatch = std::function<QColor(const Frame&, const std::string& id)>;

  WorkModel(Look& look, const WorkList& list, QObject* parent = nullptr);

  void show(FramePtr frame);
  /// Rows whose words hold all of these, and for which `keeps` says yes where there is one.
  void filter(const QString& words, Keeps keeps = {});
  /// The colour that a job wears in the 3D view, shown beside its name; invalid: none.
  void setSwatch(Swatch swatch) { swatch_ = std::move(swatch); }

  const WorkList& list() const { return list_; }
  const FramePtr& frame() const { return frame_; }
  const std::string& idAt(int row) const { return ids_[static_cast<std::size_t>(row)]; }
  /// Index in the frame.
  std::size_t indexAt(int row) const { return indices_[static_cast<std::size_t>(row)]; }
  int rowOf(const std::string& id) const;
  /// Before the filter.
  std::size_t total() const { return frame_ ? list_.count(*frame_) : 0; }
  /// Some row has something to say there.
  bool isColumnNeeded(int column) const;
  int sortColumn() const { return sortColumn_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

 private:
  std::vector<std::size_t> wanted() const;
  void update();
  void rearrange(const std::vector<std::string>& ids);

  Look& look_;
  const WorkList& list_;
  FramePtr frame_;
  std::vector<std::string> ids_;      // of the rows
  std::vector<std::size_t> indices_;  // of the rows, in the frame
  QStringList words_;
  Keeps keeps_;
  Swatch swatch_;
  int sortColumn_ = -1;
  Qt::SortOrder order_ = Qt::AscendingOrder;
};

}  // namespace plenum::views
