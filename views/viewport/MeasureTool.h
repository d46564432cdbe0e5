// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <vector>

#include "site/Dimensions.h"
#include "viewport/DimensionMarks.h"
#include "viewport/ViewTool.h"

namespace plenum {

/// The corner, edge or middle of a thing's footprint on that floor nearest to `at` within `reachM`; `at` itself where
/// there is none. Corners go before edges.
struct SnapPoint {
  Vec3 at;
  enum class To { nothing, edge, corner } to = To::nothing;
};
SnapPoint snapPoint(const Layout& layout, Vec3 at, double reachM);

/// Measures over floors: a distance, an area, or the clearance between two things. Points snap to corners and edges of
/// footprints unless Ctrl is held. What was measured stays painted until the next begins; Esc clears it, Backspace
/// takes the last point back, Enter or a double click closes an area; Enter keeps what is done, Delete removes what is
/// kept. GUI thread.
class MeasureTool final : public QObject, public ViewTool {
  Q_OBJECT
 public:
  enum class What { distance, area, clearance };

  explicit MeasureTool(QObject* parent = nullptr) : QObject(parent) {}
  void begin(What what);
  /// A distance that was found otherwise, as if it had been clicked.
  void show(Vec3 from, Vec3 to);
  What what() const { return what_; }
  void setTell(Tell tell) { tell_ = std::move(tell); }
  /// How lengths and areas are written.
  void setLengths(std::function<QString(double)> metres, std::function<QString(double)> squareMetres) {
    metres_ = std::move(metres);
    squareMetres_ = std::move(squareMetres);
  }
  const std::vector<Vec3>& points() const { return points_; }
  /// The two things of a clearance.
  const std::vector<Box>& things() const { return things_; }
  /// What is kept already: Delete over one of them asks to remove it.
  void setKept(std::vector<DimensionMark> kept) { kept_ = std::move(kept), overKept_ = -1; }
  bool isDone() const { return isDone_; }
  /// Metres or square metres of what is finished; 0 before.
  double result() const;
  /// In words, for the status line and for ears.
  QString said() const;

  bool press(const Pointer& pointer) override;
  bool move(const Pointer& pointer) override;
  bool release(const Pointer& pointer, bool isClick) override;
  bool click(const Pointer& pointer) override;
  bool doubleClick(const Pointer& pointer) override;
  bool key(QKeyEvent& event, const Projection& view) override;
  void paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout) override;
  void cancel() override;
  void renew(const Layout& layout) override;

 Q_SIGNALS:
  void measured(double result);
  /// What is measured should stay.
  void keepAsked();
  void removeAsked(const std::string& dimension);
  /// Esc with nothing begun.
  void ended();

 private:
  std::optional<SnapPoint> pointUnder(const Pointer& pointer) const;
  void addPoint(const Pointer& pointer);
  void finish();
  QString lengthText(double metres) const;
  What what_ = What::distance;
  Tell tell_;
  std::function<QString(double)> metres_, squareMetres_;
  std::vector<Vec3> points_;
  std::vector<Box> things_;  // of a clearance
  Gap gap_;
  std::optional<SnapPoint> under_;
  QPointF pointer_;
  bool isDone_ = false;
  std::vector<DimensionMark> kept_;
  int overKept_ = -1;
};

}  // namespace plenum
