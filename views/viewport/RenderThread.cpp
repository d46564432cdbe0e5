// SPDX-License-Identifier: Apache-2.0
#include "viewport/RenderThread.h"

#include <utility>

#include "base/GiveWay.h"

namespace plenum {

RenderThread::RenderThread(std::function<void()> arrived) : arrived_(std::move(arrived)), thread_([this] { run(); }) {}

RenderThread::~RenderThread() {
  {
    const std::lock_guard lock(mutex_);
    isEnding_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void RenderThread::submit(RenderRequest request) {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = std::move(request);
  }
  wake_.notify_one();
}

std::optional<Picture> RenderThread::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(drawn_, std::nullopt);
}

std::string RenderThread::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

bool RenderThread::isSoftware() const {
  const std::lock_guard lock(mutex_);
  return isSoftware_;
}

void RenderThread::run() {
  giveWay(Behind::window);  // and the threads that draw for it by software
  Renderer renderer;
  {
    const std::lock_guard lock(mutex_);
    trouble_ = renderer.trouble();
    isSoftware_ = renderer.isSoftware();
  }
  if (!renderer.trouble().empty()) arrived_();
  for (;;) {
    RenderRequest request;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return isEnding_ || wanted_; });
      if (isEnding_) return;
      request = std::move(*wanted_);
      wanted_.reset();
    }
    Picture picture = renderer.draw(request);
    if (picture.image.isNull()) continue;
    {
      const std::lock_guard lock(mutex_);
      drawn_ = std::move(picture);
    }
    arrived_();
  }
}

}  // namespace plenum
