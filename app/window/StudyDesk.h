// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "base/Parallel.h"
#include "base/Problem.h"

namespace plenum {

/// Works out one answer at a time on a thread of its own, over a model of its own, so that window and run go on. A new
/// question stops the one before and begins when that has ended; nobody waits for it. GUI thread.
class StudyDesk final : public QObject {
  Q_OBJECT
 public:
  using GoesOn = std::function<bool(double)>;
  explicit StudyDesk(QObject* parent = nullptr) : QObject(parent) {}
  ~StudyDesk() override;

  /// `work` runs on the other thread and returns a Result; `done` gets a shared answer on this one, unless the question
  /// was stopped.
  template <class Answer>
  void ask(std::function<Result<Answer>(const GoesOn&, Parallel&)> work,
           std::function<void(std::shared_ptr<const Answer>)> done) {
    begin([this, work = std::move(work), done = std::move(done)](int question) {
      Serial serial;
      auto result = work([this, question](double share) { return report(question, share); }, serial);
      if (result) {
        auto answer = std::make_shared<const Answer>(std::move(*result));
        post(question, [this, done, answer] {
          isBusy_ = false;
          done(answer);
        });
      } else {
        post(question, [this, problems = result.problems()] {
          isBusy_ = false;
          Q_EMIT refused(problems);
        });
      }
    });
  }
  /// Ends at the next step; what is there by then is shown.
  void stop() { isStopping_ = isWaitingStopped_ = true; }
  bool isBusy() const { return isBusy_; }

 Q_SIGNALS:
  void progressed(double done);
  void refused(const Problems& problems);

 private:
  void begin(std::function<void(int)> work);
  void launch(std::function<void(int)> work);
  void end();
  bool report(int question, double share);
  void post(int question, std::function<void()> deliver);
  std::thread thread_;
  std::function<void(int)> waiting_;  // the question that begins when the thread is free
  bool isWaitingStopped_ = false;
  std::atomic<bool> isStopping_{false};
  std::atomic<int> question_{0};
  bool isBusy_ = false;
};

}  // namespace plenum
