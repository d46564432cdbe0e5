// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <memory>
#include <thread>

#include "document/Document.h"
#include "io/Files.h"
#include "run/Session.h"

namespace plenum {

/// The site that is open: its file, its document, its run. Opening happens on a thread of its own, so that the window
/// answers meanwhile; what is open stays open until the new one is ready.
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
  void recover(const std::filesystem::path& text, const std::filesystem::path& siteFile,
               const std::filesystem::path& scenarioFile);
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
  void undo();
  void redo();
  /// Whole or not at all; what was there before stays beside it as "<file>~".
  Problems saveAs(const std::filesystem::path& file);
  /// Somebody else has written the file since it was read or saved here.
  bool isChangedOutside() const;

 Q_SIGNALS:
  void openingBegan();
  /// `session()` and `document()` are new; those before are gone when this returns.
  void opened();
  void failed(const Problems& problems);
  void documentChanged();

 private:
  struct Opened {
    io::Project project;
    std::unique_ptr<Session> session;
    SitePtr kept;
  };
  /// On the opener's thread.
  using Read = std::function<Result<Opened>()>;
  void openBy(Read read);
  OpenSession openSession_;
  io::Project project_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Session> session_;
  std::filesystem::file_time_type fileTime_{};
  std::thread opener_;
  bool isOpening_ = false;
};

}  // namespace plenum
