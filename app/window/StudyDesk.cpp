// SPDX-License-Identifier: Apache-2.0
#include "window/StudyDesk.h"

namespace plenum {

StudyDesk::~StudyDesk() {
  ++question_;
  isStopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void StudyDesk::begin(std::function<void(int)> work) {
  // a question that is dropped ends at its next step, which is a fraction of a second away
  const int question = ++question_;
  isStopping_ = true;
  if (thread_.joinable()) thread_.join();
  isStopping_ = false;
  isBusy_ = true;
  Q_EMIT progressed(0.0);
  thread_ = std::thread([work = std::move(work), question] { work(question); });
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
