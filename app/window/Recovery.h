// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "io/RecoveryNote.h"
#include "window/Workbench.h"

class QLockFile;

namespace plenum {

/// What a session left behind that ended without being closed.
struct Leftover {
  std::filesystem::path folder;  // holds site.json, note.json and, where there is a plan, plan.json
  std::string writtenAt;         // "2026-11-22 09:14:03", local time
  io::RecoveryNote note;
  std::filesystem::path siteText() const { return folder / "site.json"; }
  std::filesystem::path planText() const { return note.plan.empty() ? std::filesystem::path() : folder / "plan.json"; }
};

/// Keeps what is not saved. Changes of the document are written to a folder of the person's own about once a second,
/// whole or not at all, on a thread of its own. A session that ends well leaves nothing; what another one left is found
/// at the next start and offered, never taken silently. A lock tells which file is open in which window. GUI thread,
/// but for the writing.
class Recovery final : public QObject {
  Q_OBJECT
 public:
  /// No change older than this is lost, whatever ends the program.
  static constexpr int mostLostMs = 5000;
  static constexpr int pauseMs = 1000;  // from one write to the next

  /// `root`: the folder of all recoveries; made where it is not there.
  Recovery(Workbench& bench, std::filesystem::path root, QObject* parent = nullptr);
  ~Recovery() override;
  static std::filesystem::path standardRoot();

  /// Of sessions that no longer run, newest first. What cannot be read is left out and left alone.
  std::vector<Leftover> leftovers() const;
  static void discard(const Leftover& leftover);
  /// Nothing needs to be kept any more: the person has saved, or has said so.
  void forget();
  /// Since what is kept was written; invalid where nothing is kept.
  const QElapsedTimer& sinceWritten() const { return sinceWritten_; }
  /// How a step is said in the note; the id of its text without it.
  void setSay(std::function<std::string(const Text&)> say) { say_ = std::move(say); }

 Q_SIGNALS:
  void written();
  void failed(const Problems& problems);
  /// The site that was opened is open in another window too.
  void isOpenElsewhere();

 private:
  struct Order {
    SitePtr site;  // null: take away what is there
    plan::PlanPtr plan;
    std::string note;
  };
  void onOpened();
  void onChanged();
  void noteSaving(const std::filesystem::path& folder, const std::vector<io::NamedText>& texts) const;
  void write();
  void work();
  void place(Order order);
  std::string noteText() const;

  int orders_ = 0;  // written or on their way since the start

  Workbench& bench_;
  std::filesystem::path root_, folder_;
  std::unique_ptr<QLockFile> alive_, open_;
  std::function<std::string(const Text&)> say_;
  QTimer timer_;
  QElapsedTimer sinceOrder_, sinceWritten_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<Order> order_;  // the newest; one that was not begun is dropped
  bool isEnding_ = false;
  std::thread writer_;
};

}  // namespace plenum
