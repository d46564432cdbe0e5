// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>

#include "io/Language.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "look/Look.h"
#include "support/FakeSession.h"
#include "support/Test.h"

namespace plenum::test {

/// What a panel needs to be shown: a look that speaks, a fake run, a clock on it.
struct Desk {
  Desk() {
    qputenv("PLENUM_ASSETS", QByteArray::fromStdString((sourceDir() / "assets").string()));
    look.icons.setFolder(QString::fromStdString((sourceDir() / "assets" / "icons").string()));
    speak("en");
    desk.serve(&session);
    clock.watch(&session);
  }
  /// Waits for no timer: the frame is shown when this returns.
  void show(FramePtr frame) {
    session.publish(std::move(frame));
    clock.look();
  }
  /// Panels are made after the first frame was told; tell it again.
  void begin() {
    clock.watch(nullptr);
    clock.watch(&session);
  }
  void speak(const std::string& code) {
    auto language = io::Language::read(code);
    if (!language) qFatal("no language table");
    auto table = std::make_shared<io::Language>(std::move(*language));
    look.speak(QString::fromStdString(code), [table](const Text& text) { return table->say(text); });
  }

  views::Look look;
  FakeSession session;
  views::FrameClock clock;
  views::Selection selection;
  views::SessionDesk desk;
};

}  // namespace plenum::test
