// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QPointer>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "document/Arrange.h"
#include "models/LibraryModel.h"
#include "panels/FormDialog.h"
#include "panels/ImportDialog.h"
#include "site/Clearance.h"
#include "site/HallPlan.h"
#include "site/Snap.h"
#include "viewport/LayoutTool.h"
#include "viewport/MeasureTool.h"
#include "viewport/RouteTool.h"
#include "window/Commands.h"
#include "window/StudyDesk.h"

class QDockWidget;

namespace plenum {

class CampusView;

namespace views {
class LayoutBar;
class LibraryPanel;
class ProblemsPanel;
class TablePanel;
}  // namespace views

/// Layout work with mouse and keyboard: joins its tools in the picture, its panels and its commands to the document and
/// the selection. While it is on, what is chosen can be dragged; everything it does is an edit with a name, and the run
/// goes on meanwhile.
class LayoutDesk final : public QObject {
  Q_OBJECT
 public:
  /// Makes its docks in that window.
  explicit LayoutDesk(MainWindow& window);
  ~LayoutDesk() override;

  bool isOn() const { return isOn_; }
  void turn(bool on);
  LayoutTool& tool() { return tool_; }
  MeasureTool& measuring() { return measure_; }
  RouteTool& routes() { return route_; }
  views::LibraryPanel& library() { return *library_; }
  views::TablePanel& table() { return *table_; }
  views::ProblemsPanel& findings() { return *findings_; }
  views::LayoutBar& bar() { return *bar_; }
  /// What is chosen, as it is written: "H1/R2" for its racks too.
  std::vector<std::string> ids() const;
  /// One step of undo; what forbids it is said where the person looks.
  Problems make(const std::vector<Edit>& edits, const Text& name, std::vector<std::string> chosenAfter = {});

  // commands
  void toggle();
  void cut();
  void copy();
  void paste();
  void duplicate();
  void remove();
  void turnRound();
  void selectEverything();
  void selectSame();
  void selectRow();
  void selectHall();
  void group();
  void ungroup();
  void lock();
  void alignLeft() { align(Side::left); }
  void alignRight() { align(Side::right); }
  void alignFront() { align(Side::front); }
  void alignBack() { align(Side::back); }
  void alignCentreX() { align(Side::centreX); }
  void alignCentreY() { align(Side::centreY); }
  void distributeX() { distribute(Along::x); }
  void distributeY() { distribute(Along::y); }
  void putRight();
  void askArray();
  void askMirror();
  void askRows();
  void askDrawing();
  void measureDistance() { measure(MeasureTool::What::distance); }
  void measureArea() { measure(MeasureTool::What::area); }
  void measureClearance() { measure(MeasureTool::What::clearance); }
  void keepMeasured();
  void removeDimensions();
  void editRoutes();
  void askDoor();
  void removeDoors();
  /// The narrowest clearance of the hall where one is at work, painted where it is.
  void showNarrowest();
  void showLibrary();
  void showTable();
  void showFindings();

  /// Something of the library follows the pointer until it is clicked into place.
  void hold(const views::LibraryEntry& entry);
  /// The plan of a hall to a file; what went wrong, or nothing.
  Problems draw(const std::string& hall, const std::string& paper, int scale, const QString& file);
  /// All of a kind as CSV.
  Problems exportTable(RecordKind kind, const QString& file);
  /// Opens the preview of what a CSV changes, and which lines are wrong.
  void importTable(RecordKind kind, const QString& text, const QString& name);
  /// The dialog that is open, if any.
  views::FormDialog* dialog() const { return dialog_; }
  views::ImportDialog* preview() const { return import_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  LayoutPtr layout() const;
  CampusView& view() const;
  void joinTools();
  void joinPanels();
  void joinTables();
  void joinDrawn();
  void joinDoors();
  /// The door that is chosen in the tree or a table is the one with a knob in the picture.
  void followDoor();
  /// True: one was chosen, and is gone.
  bool removeChosenDoor();
  /// Kept dimensions and ways that can be laid, of the document as it is now.
  void followDrawn();
  void follow();
  void choose(const std::vector<std::string>& ids);
  void choosePending();
  void expandGroup(EntityRef thing);
  void measure(MeasureTool::What what);
  void align(Side side);
  void distribute(Along along);
  void arrange(const Result<Arranged>& result);
  void refuse(const Problems& problems);
  void tell(const QString& text, bool isWrong = false);
  QString narrowestIn(const Layout& layout, std::uint32_t hall, const HallPlan& plan) const;
  void nudge(Vec2 direction, bool isFine);
  void moveTo(Vec2 corner);
  void drop(const FloorPoint& at, bool goesOn);
  LayoutTool::Advice advise(const LayoutTool::Wish& wish);
  LayoutTool::Advice adviceOf(Vec2 byM, const std::vector<Objection>& objections) const;
  std::vector<LayoutTool::Guide> guidesOf(const std::vector<Guide>& guides) const;
  void beginDrag();
  void preview(const Result<Arranged>& result);
  views::FormDialog* openForm(const char* titleId, const char* doId);
  void refreshCommands();
  void refreshFindings();
  void showObjections();
  void placeBar();
  std::optional<FloorPoint> floorInDocument(const FloorPoint& at) const;
  const ThingGroup* groupOf(const std::string& id) const;

  MainWindow& window_;
  LayoutTool tool_;
  MeasureTool measure_;
  RouteTool route_;
  LayoutPtr drawnIn_, dimensionsIn_;
  bool areDimensionsStale_ = false;
  views::LayoutBar* bar_;
  views::LibraryPanel* library_;
  views::TablePanel* table_;
  views::ProblemsPanel* findings_;
  QDockWidget *libraryDock_, *tableDock_, *findingsDock_;
  QPointer<views::FormDialog> dialog_;
  QPointer<views::ImportDialog> import_;
  bool isOn_ = false, isExpanding_ = false;

  // of the drag that goes on
  LayoutPtr dragLayout_;
  std::optional<SnapGround> ground_;
  std::optional<Snapper> snapper_;
  std::optional<MoveCheck> check_;
  std::optional<SpaceFix> lastFix_;
  Vec2 refusedByM_;

  LayoutPtr chosenIn_;
  std::vector<std::string> chosen_, pending_;
  std::optional<views::LibraryEntry> held_;
  std::optional<Clipping> clipping_;
  QTimer findingsTimer_;
  StudyDesk study_;
  LayoutPtr judged_;
  std::vector<Objection> objections_;
  Problems cautions_;
  double judgedMs_ = 0.0;
};

/// Rows of the command table: menu "layout" and the usual ones of "edit".
std::span<const Command> layoutCommands();

}  // namespace plenum
