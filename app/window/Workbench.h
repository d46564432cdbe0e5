// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <memory>
#include <thread>

#include "document/Document.h"
#include "io/Files.h"
#include "io/SaveTogether.h"
#include "run/Session.h"

namespace plenum {

/// The site that is open: its file and its plan's, its document, its run. Opening happens on a thread of its own, so
/// that the window answers meanwhile; what is open stays open until the new one is ready.
class Workbench final : public QObject {
  Q_OBJECT
 public:
  /// Makes the session of a layout and its setting; the engine's by default, a fake's in tests.
  using OpenSession = std::function<Result<std::unique_ptr<Session>>(SessionOptions)>;
  explicit Workbench(OpenSession openSession = plenum::openSession, QObject* parent = nullptr);
  ~Workbench() override;

  void open(const std::filesystem::path& siteFile, const std::filesystem::path& scenarioFile);
  /// A site that has no file yet, laid out as `text` says; what was asked for by a template.
  void begin(const std::filesystem::path& text);
  /// The site of the file, with what a recovery kept of it as one step that is not saved. Where the file is gone or
  /// broken, what was kept stands alone.
  /// `planText`: what was kept of its plan; "" where it had none.
  void recover(const std::filesystem::path& text, const std::filesystem::path& siteFile,
               const std::filesystem::path& scenarioFile, const std::filesystem::path& planText = {});
  /// Takes over what is there already.
  void take(io::Project project, std::unique_ptr<Session> session);
  bool isOpening() const { return isOpening_; }

  Session* session() const { return session_.get(); }
  Document* document() const { return document_.get(); }
  const io::Project& project() const { return project_; }

  /// A run with what was edited in it.
  struct Line {
    std::unique_ptr<Session> session;
    std::unique_ptr<Document> document;
  };
  /// Another line of the same campus takes the place of the present one, which is handed out: edits, undo and saving
  /// are about the new one from now on. Tells `documentChanged`.
  Line exchange(Line line);

  /// Changes the document and, where it is allowed, the run.
  Problems edit(const Edit& edit);
  /// Several edits as one step of undo.
  Problems edit(const std::vector<Edit>& edits, const Text& name);
  /// Changes the plan; the run does not notice. Refused is what does not hold together, with the names.
  Problems editPlan(plan::Plan after, const Text& name);
  /// Gives a site that has no plan one, which will be saved beside it.
  Problems beginPlan(plan::Plan first);
  /// The site is driven by this weather file, once it is opened again: one step of undo. A file from elsewhere is
  /// copied beside the site's. Problems: the site has no file yet, or the weather's cannot be read.
  Problems takeWeather(const std::filesystem::path& epw);
  /// By its climate again. Problems: it names none.
  Problems removeWeather();
  /// What is wrong with the plan as it stands, or with the file that holds it; it is then not worked out, and a file
  /// that could not be read is never written.
  Problems planProblems() const;
  /// What every plan begins with; empty where the program's own assets are broken.
  const plan::Defaults& planDefaults() const;
  /// Where the plan is kept; empty without one, or for a site that was never saved.
  std::filesystem::path planFile() const;
  void undo();
  void redo();
  /// Site and plan: both whole or neither, whatever ends the program meanwhile. What was there before stays beside them
  /// as "<file>~".
  Problems saveAs(const std::filesystem::path& file);
  /// Somebody else has written one of the files since it was read or saved here.
  bool isChangedOutside() const;

 Q_SIGNALS:
  void openingBegan();
  /// `session()` and `document()` are new; those before are gone when this returns.
  void opened();
  void failed(const Problems& problems);
  void documentChanged();
  /// These are about to be written to that folder, together; nothing of them is yet.
  void savingBegins(const std::filesystem::path& folder, const std::vector<io::NamedText>& texts);
  /// The run is about to go on with this layout; comes before `documentChanged`, for those who need not wait for it.
  void revisionBegan(const LayoutPtr& layout);
  /// A step by its name, after `documentChanged`.
  void undone(const Text& step);
  void redone(const Text& step);

 private:
  struct Opened {
    io::Project project;
    std::unique_ptr<Session> session;
    SitePtr kept;
    plan::PlanPtr plan, keptPlan;
    Problems planProblems;
  };
  static void readPlanOf(Opened& opened);
  void install(Opened& opened);
  void revised(const LayoutPtr& before);
  Problems replaceWeather(const std::string& name, const Text& step);
  void noteTimes();

  /// On the opener's thread.
  using Read = std::function<Result<Opened>()>;
  void openBy(Read read);
  OpenSession openSession_;
  io::Project project_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Session> session_;
  std::filesystem::file_time_type fileTime_{}, planTime_{};
  plan::PlanPtr savedPlan_;  // as the file holds it
  Problems unreadable_;      // of the plan's file
  std::thread opener_;
  bool isOpening_ = false;
};

}  // namespace plenum
