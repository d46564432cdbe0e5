// SPDX-License-Identifier: Apache-2.0
#include "window/StudyDesk.h"

#include <utility>

#include "base/GiveWay.h"

namespace plenum {

StudyDesk::~StudyDesk() {
  ++question_;
  isStopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void StudyDesk::begin(std::function<void(int)> work) {
  ++question_;
  isBusy_ = true;
  isWaitingStopped_ = false;
  Q_EMIT progressed(0.0);
  if (!thread_.joinable()) return launch(std::move(work));
  isStopping_ = true;
  waiting_ = std::move(work);
}

void StudyDesk::launch(std::function<void(int)> work) {
  isStopping_ = isWaitingStopped_;
  thread_ = std::thread([this, work = std::move(work), question = question_.load()] {
    giveWay(Behind::run);
    work(question);
    QMetaObject::invokeMethod(this, &StudyDesk::end, Qt::QueuedConnection);
  });
}

/// The thread has nothing left to do but to end.
void StudyDesk::end() {
  thread_.join();
  if (waiting_) launch(std::exchange(waiting_, nullptr));
}

bool StudyDesk::report(int question, double share) {
  post(question, [this, share] {
    if (isBusy_) Q_EMIT progressed(share);
  });
  return !isStopping_;
}

void StudyDesk::post(int question, std::function<void()> deliver) {
  // a functor posted to this object dies with it, unread
  QMetaObject::invokeMethod(
      this,
      [this, question, deliver = std::move(deliver)] {
        if (question == question_) deliver();
      },
      Qt::QueuedConnection);
}

}  // namespace plenum
