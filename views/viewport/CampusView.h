// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QPointF>
#include <QTimer>
#include <QWidget>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "frame/Frame.h"
#include "overlays/Overlay.h"
#include "scene/Camera.h"
#include "scene/Flight.h"
#include "scene/SceneOptions.h"
#include "viewport/Annotations.h"
#include "viewport/DimensionMarks.h"
#include "viewport/RenderThread.h"
#include "viewport/SectionHandles.h"
#include "viewport/ShapedTexts.h"
#include "viewport/ViewTheme.h"
#include "viewport/ViewTool.h"

namespace plenum {

/// How the last picture came about.
struct DrawStats {
  double drawMs = 0.0;        // on the render thread
  double perSecond = 0.0;     // pictures, while something moves; 0 at rest
  int width = 0, height = 0;  // device pixels that were drawn
  bool isFull = true;
  bool isSoftware = true;      // drawn by the CPU
  std::uint64_t frame = 0;     // sequence of the frame in the picture
  std::uint64_t revision = 0;  // of the layout in the picture
};

/// The campus in 3D. Shows the newest picture of its render thread and paints everything else over it: labels, legend,
/// view cube, outlines, callout. The camera and picking live here, on the GUI thread; nothing here waits for a picture.
///
/// Mouse: click selects, with Ctrl or Shift one thing more or less, Shift-drag all that a box holds; drag orbits about
/// what is under the pointer, middle or right drag pans, the wheel zooms to the pointer, double click descends towards
/// a thing. Faces of the section box are dragged by their handles; a double click on one puts the box back, Esc the
/// drag. A tool has the first word in all of the rest. Keys: F selection, Home all, 1 … 6 named views, arrows orbit,
/// +/− zoom, Esc clears.
class CampusView : public QWidget {
  Q_OBJECT
 public:
  explicit CampusView(QWidget* parent = nullptr);
  ~CampusView() override;

  /// The first frame also places the camera. A frame of another revision keeps camera and selection by id.
  void show(FramePtr frame);
  using QWidget::show;
  /// False for an id that no overlay has.
  bool setOverlay(std::string_view id);
  /// Other ends for the scale of the present overlay, kept with it; nothing: its own again.
  void setRange(std::optional<OverlayRange> range);
  /// The scale of the present overlay follows the values of each frame, or keeps its ends.
  void setRangeMode(RangeMode mode);
  /// As drawn, in the shown unit.
  OverlayRange range() const;
  RangeMode rangeMode() const;
  /// Boxes that are drawn as proposals: racks that may be placed there.
  void setGhosts(std::vector<Box> ghosts);
  /// So that all of them are seen.
  void focusOnGhosts();
  void setSelection(EntityRef entity);
  void clearSelection();
  /// What is chosen besides the selection, outlined more faintly. Another layout keeps them by id.
  void setOthers(std::vector<EntityRef> others);
  /// Null: none. The tool must outlive its time here; what the tool before had begun is dropped.
  void setTool(ViewTool* tool);
  /// Dimensions that somebody kept; empty to hide them.
  void setDimensions(std::vector<DimensionMark> dimensions);
  ViewTool* tool() const { return tool_; }
  /// Of the frame that was shown last: what the indices of selection and signals are about. Null before the first.
  LayoutPtr layout() const { return frame_ ? frame_->layout : nullptr; }
  /// Of the picture that is on the screen: where things of the campus lie in the widget.
  Projection shownProjection() const;
  void focusOn(EntityRef entity);
  /// One step down towards a thing, at least to the level that can be told apart from here: that is told back.
  EntityRef descend(EntityRef towards);
  /// Back to what the focus, or else the selection, stands in, and selects that.
  void ascend();
  /// Roofs, x-ray, what is hidden or cut away.
  void setOptions(const SceneOptions& options);
  /// Nothing over the picture that is there to be clicked: no cube, no ring of the keyboard.
  void setBare(bool isBare) {
    isBare_ = isBare;
    update();
  }
  bool isBare() const { return isBare_; }
  const SceneOptions& options() const { return options_; }
  /// What is planned beside the campus, as it is on one day; null: nothing of it. Not simulated: it cannot be picked.
  void showGrowth(GrowthPtr growth);
  /// So that all of it is seen.
  void focusOnGrowth();
  /// Racks that are outlined besides the selection: those of a job. Another layout clears them.
  void setMarkedRacks(std::vector<std::uint32_t> racks);
  const std::vector<Box>& markedBoxes() const { return marked_; }
  /// So that all marked racks are seen.
  void focusOnMarked();
  /// False for an id that no view has.
  bool setNamedView(std::string_view id);
  void setCamera(const Camera& camera);
  /// From where the other looks, at what it looks: camera, storeys and options.
  void lookLike(const CampusView& other);
  void setTheme(const ViewTheme& theme);
  void setLanguage(bool isChinese);
  void setSentences(Sentences say);
  /// What the callout says of the selection, first line in bold; without it: its id and its value.
  void setCallout(std::function<QStringList(EntityRef, const Frame&)> describe);
  void setLabelsShown(bool areShown);
  /// A place over which something else lies: no label is painted there.
  void keepClear(const QRect& place);
  void setMotionReduced(bool isReduced);  // no flights, no moving chevrons

  const Camera& camera() const { return camera_; }
  std::string_view overlay() const { return overlay_->id; }
  std::optional<EntityRef> selection() const { return selection_; }
  /// What is under a place of the widget, through the camera of the picture that is on the screen.
  std::optional<EntityRef> pickAt(QPointF place) const;
  /// The picture on the screen without what is painted over it; null before the first.
  QImage picture() const { return picture_.image; }
  bool isWorking() const { return trouble_.empty(); }
  QSize sizeHint() const override { return {960, 600}; }
  QSize minimumSizeHint() const override { return {240, 160}; }

 Q_SIGNALS:
  void hovered(plenum::EntityRef entity);    // Kind::campus where nothing is
  void selected(plenum::EntityRef entity);   // Kind::campus where nothing is
  void activated(plenum::EntityRef entity);  // double click
  void toggled(plenum::EntityRef entity);    // one thing more or less
  /// What a box held. `isMore`: besides what is chosen.
  void boxed(const std::vector<plenum::EntityRef>& things, bool isMore);
  void frameDrawn(const plenum::DrawStats& stats);
  /// The eye stands elsewhere, or other storeys are left out.
  void viewMoved();
  /// A face of the section box was dragged there; `options()` has it already.
  void sectionMoved(const plenum::Box& section);
  /// The planned block under the pointer, "" where there is none.
  void plannedHovered(const QString& id);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  double aspect() const;
  FreePart freePart() const;
  Camera homeCamera() const;
  void stayHome();
  Projection wantedProjection() const;
  QPointF cubeCentre() const;
  void request();
  void takePicture();
  void moved();
  void flyTo(const Camera& to);
  void flyAround(const Box& all);
  void hover(QPointF place);
  std::optional<SectionHandle> sectionHandleUnder(QPointF place) const;
  void setSection(const Box& section);
  Vec3 pivotAt(QPointF place) const;
  void cutFor(EntityRef entity);
  const Layout& seen() const { return *seen_; }
  void paintOver(QPainter& painter);
  void paintTools(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout);
  ViewTool::Pointer pointerAt(QPointF at, Qt::KeyboardModifiers modifiers, bool isPicked = true) const;
  EntityRef meant(EntityRef hit, Qt::KeyboardModifiers modifiers) const;
  void clicked(std::optional<EntityRef> hit, Qt::KeyboardModifiers modifiers);
  void finishBox(QRectF box, bool isMore);
  QRectF paintLegend(QPainter& painter, const Annotations& look);
  void paintCube(QPainter& painter, const Camera& camera, const Annotations& look);
  Overlay rangedOverlay() const;
  QStringList calloutLines() const;
  void describeAloud();

  std::unique_ptr<RenderThread> thread_;
  FramePtr frame_;
  const Overlay* overlay_;
  ViewTheme theme_ = ViewTheme::dark();
  Sentences say_;
  std::function<QStringList(EntityRef, const Frame&)> describe_;
  bool isChinese_ = false, areLabelsShown_ = true, isMotionReduced_ = false;
  QRect keptClear_;
  std::vector<Box> ghosts_, marked_;
  std::vector<std::uint32_t> markedRacks_;
  struct Scale {
    std::optional<OverlayRange> range;
    RangeMode mode = RangeMode::fixed;
  };
  std::map<std::string, Scale, std::less<>> scales_;  // by overlay
  bool isBare_ = false;
  // legend and cube are painted when they change, not with every picture
  QImage legend_, cube_;
  std::string legendOf_, cubeOf_;
  ShapedTexts shaped_;

  Camera camera_;
  bool hasCamera_ = false;
  bool isHome_ = false;  // where the view itself put the eye; another size of the picture moves it
  double cutAboveM_ = uncut;
  Camera toldCamera_;  // by viewMoved, and with which storeys
  double toldCutM_ = uncut;
  LayoutPtr seen_;  // the frame's layout without the storeys above the cut: what can be picked
  Picture picture_;
  std::string trouble_;
  std::optional<EntityRef> selection_, hovered_;
  std::vector<EntityRef> others_;
  ViewTool* tool_ = nullptr;
  std::vector<DimensionMark> dimensions_;
  QPointF pointer_;

  // one gesture at a time
  enum class Gesture { idle, undecided, orbit, pan, box, tool, section };
  Gesture gesture_ = Gesture::idle;
  QPointF pressedAt_, lastAt_;
  std::optional<SectionHandle> sectionHandle_;    // under the pointer, or dragged
  std::optional<Box> sectionFirst_, sectionNow_;  // as it was chosen; as the view moved it last
  Box sectionPressed_;
  Vec3 pivot_;

  // moving pictures are drawn at half the size where that is needed, once in full when all is at rest, and once more at
  // twice the size when no frame comes either
  bool isMoving_ = false, isFine_ = false;
  double fullDrawMs_ = 0.0;
  QTimer rest_, fine_;
  QTimer flight_;
  QElapsedTimer flightTime_;
  std::optional<Flight> path_;
  std::optional<EntityRef> focus_;  // what the last flight led to, until the person moves the eye
  SceneOptions options_;
  std::string plannedHovered_;
  QElapsedTimer sinceLast_;
  double perSecond_ = 0.0;
};

}  // namespace plenum
