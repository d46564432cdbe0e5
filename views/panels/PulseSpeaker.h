// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QProcess>
#include <QString>
#include <QStringList>
#include <span>

#include "study/PulseSound.h"

namespace plenum::views {

/// Lets a pulse be heard through the system's own player (`paplay` or `aplay`), so that the program needs no sound
/// library. Silent where there is none, or where the player gives up.
class PulseSpeaker final : public QObject {
  Q_OBJECT
 public:
  explicit PulseSpeaker(QObject* parent = nullptr);

  static bool isPossible();
  void start();
  void stop();
  bool isOn() const { return player_.state() != QProcess::NotRunning; }
  /// The power of the time since the last call, 100 samples a second.
  void play(std::span<const double> powerW, double lowW, double highW);

 Q_SIGNALS:
  /// The player ended by itself: no device, most likely.
  void gaveUp();

 private:
  QProcess player_;
  study::PulseSound sound_;
  bool isWanted_ = false;
};

}  // namespace plenum::views
