// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <map>
#include <optional>
#include <set>

#include "board/KnownRamp.h"
#include "look/Look.h"
#include "plan/Evaluate.h"

namespace plenum::views {

/// One option of a plan on one axis of time: megawatts that run, are tested and are being built against what is wanted
/// and what the grid gives; what binds, month by month; and the works, of which one that is not done can be dragged to
/// last longer. Of a plan that is not worked out yet, the works, and chips as its dates build them. Shows what it is
/// given; whoever owns it works it out anew.
class ExpansionChart final : public QWidget {
  Q_OBJECT
 public:
  /// The axis: until the last work is done and a while beyond, or as long as the plan.
  enum class Span { works, whole };
  struct Hit {
    enum class What { nothing, month, activity, group } what = What::nothing;
    int month = -1;
    std::size_t activity = 0;  // of the evaluation
    std::string group;         // phase; "" for the grid
    bool isBar = false;        // of an activity that may be dragged, a gate's diamond among them
    bool isTarget = false;     // of a group: the day on which its phase is wanted
  };
  /// Weeks by activity that somebody holds a work longer, on top of the plan.
  using Held = std::map<std::string, double>;

  explicit ExpansionChart(Look& look, QWidget* parent = nullptr);

  void show(plan::PlanPtr plan, std::shared_ptr<const plan::Evaluation> evaluation, Held held = {});
  /// A schedule, before anything is solved.
  void showKnown(plan::PlanPtr plan, std::shared_ptr<const plan::Evaluation> schedule, KnownRamp ramp);
  void clear();
  void setSpan(Span span);
  Span span() const { return span_; }
  /// −1: none.
  void selectMonth(int month);
  /// "": none. Opens its phase.
  void selectActivity(const std::string& id);
  int month() const { return month_; }
  const std::string& activity() const { return activity_; }
  /// Shows or hides the works of a phase.
  void fold(const std::string& group);
  bool isFolded(const std::string& group) const { return folded_.count(group) > 0; }
  bool isDragging() const { return (drag_ && drag_->isMoving) || targetDrag_; }
  /// What was agreed last of the option that is shown; null: nothing.
  const plan::Baseline* baseline() const;
  /// Of a phase; unset: none is told.
  plan::Day targetOf(const std::string& phase) const;

  Hit hitAt(QPointF place) const;
  QString tipAt(QPointF place) const;
  /// All that is known of a work: a gate with what it asks for and holds back.
  QString tipOf(const plan::Activity& activity) const;
  /// Where a day since 1970-01-01 lies, and back.
  double xOf(double day) const;
  double dayAt(double x) const;
  QRectF ramp() const;
  QRectF strip() const;
  /// Empty where its phase is folded.
  QRectF barOf(const std::string& activity) const;
  /// One colour and, from the eighth on, a hatch for each resource, told apart without red and green.
  static QBrush brushOf(plan::Resource resource, const Tokens& tokens);
  static QBrush brushOf(const plan::MonthRow& month, const Tokens& tokens);  // of what holds back what runs

  QSize sizeHint() const override { return {760, minimumHeight()}; }

 Q_SIGNALS:
  void monthChosen(int month);
  void activityChosen(const QString& id);
  /// A person holds a work so many weeks longer than planned; told while the mouse moves.
  void delayed(const QString& id, double weeks);
  void dragEnded();
  /// A person wants a phase on another day; told once the mouse lets go.
  void retargeted(const QString& phase, qint32 day);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Row {
    std::string group;
    std::optional<std::size_t> activity;  // none: the group's head
  };
  struct Key {
    QString text;
    QBrush brush;
    enum class Shape { box, line, dashes } shape = Shape::box;
    QRectF place;
  };
  struct Drag {
    std::size_t activity = 0;
    double pressX = 0.0, heldBefore = 0.0, weeksBefore = 0.0;
    bool isMoving = false;
  };
  struct TargetDrag {
    std::string group;
    double x = 0.0;
  };
  const plan::Baseline::Work* agreed(const std::string& activity) const;
  void buildRows();
  void fit();
  double gutter() const;
  QRectF plot() const;  // of all months, from head to foot
  QRectF works() const;
  QRectF rowAt(std::size_t row) const;
  bool mayMove(const plan::Activity& activity) const;
  bool isFuture() const { return plan_ && evaluation_; }
  /// Not before it is worked out: until then there are works alone.
  bool hasMonths() const { return isFuture() && !evaluation_->months.empty(); }
  bool hasChips() const { return isFuture() && !hasMonths() && !ramp_.built.empty(); }
  std::vector<Key> rampKeys() const;
  std::vector<Key> stripKeys() const;
  /// Puts keys side by side in as many lines as they need, and tells how many.
  int flow(std::vector<Key>& keys, double top) const;
  double topMw() const;
  QString groupName(const std::string& group) const;
  QString nameOf(const plan::Activity& activity) const;
  QString monthText(int month) const;
  QString monthTip(int month) const;
  QString chipsTip(int month) const;
  QStringList gateTip(const plan::Activity& activity) const;
  double weeksHeld(const std::string& id) const;
  void hold(std::size_t activity, double weeks);
  void chooseRow(int row);
  void describe();
  void paintKeys(QPainter& painter, const std::vector<Key>& keys) const;
  void paintAxis(QPainter& painter) const;
  void paintRamp(QPainter& painter) const;
  void paintChips(QPainter& painter) const;
  void paintStrip(QPainter& painter) const;
  void paintWorks(QPainter& painter, const QRectF& clip) const;
  void paintGroup(QPainter& painter, const Row& row, const QRectF& at) const;
  void paintActivity(QPainter& painter, const plan::Activity& activity, const QRectF& at) const;
  void paintAgreed(QPainter& painter, double from, double to, const QRectF& at) const;
  void paintTarget(QPainter& painter, const std::string& group, const QRectF& at) const;
  void paintMarks(QPainter& painter) const;

  Look& look_;
  plan::PlanPtr plan_;
  std::shared_ptr<const plan::Evaluation> evaluation_;
  Held held_;
  KnownRamp ramp_;  // while there are no months
  Span span_ = Span::works;
  int lastMonth_ = 12;  // of the axis
  std::vector<Row> rows_;
  std::set<std::string> folded_, known_;  // groups; those seen before keep their fold
  int month_ = -1;
  std::string activity_;
  std::optional<std::string> group_;  // whose head the keyboard is on
  std::optional<Drag> drag_;
  std::optional<TargetDrag> targetDrag_;
  double hoverX_ = -1.0;
  int rampLines_ = 1, stripLines_ = 1;
};

}  // namespace plenum::views
