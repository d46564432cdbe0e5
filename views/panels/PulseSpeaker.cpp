// SPDX-License-Identifier: Apache-2.0
#include "panels/PulseSpeaker.h"

#include <QStandardPaths>

namespace plenum::views {

namespace {

struct Player {
  const char* program;
  QStringList arguments;
};

/// The first that is installed; both read 16-bit samples from their standard input.
Player installed() {
  const QString rate = QString::number(study::PulseSound::rateHz);
  const Player known[] = {
      {"paplay", {"--raw", "--format=s16le", "--channels=1", "--rate=" + rate, "--latency-msec=80"}},
      {"aplay", {"-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", rate, "-"}}};
  for (const Player& player : known)
    if (!QStandardPaths::findExecutable(QLatin1String(player.program)).isEmpty()) return player;
  return {nullptr, {}};
}

}  // namespace

PulseSpeaker::PulseSpeaker(QObject* parent) : QObject(parent) {
  player_.setStandardOutputFile(QProcess::nullDevice());
  player_.setStandardErrorFile(QProcess::nullDevice());
  const auto end = [this] {
    if (!isWanted_) return;
    isWanted_ = false;
    Q_EMIT gaveUp();
  };
  connect(&player_, &QProcess::finished, this, end);
  connect(&player_, &QProcess::errorOccurred, this, end);
}

bool PulseSpeaker::isPossible() { return installed().program != nullptr; }

void PulseSpeaker::start() {
  const Player player = installed();
  if (!player.program || isOn()) return;
  isWanted_ = true;
  player_.start(QLatin1String(player.program), player.arguments);
}

void PulseSpeaker::stop() {
  isWanted_ = false;
  if (!isOn()) return;
  player_.kill();
  player_.waitForFinished(500);
}

void PulseSpeaker::play(std::span<const double> powerW, double lowW, double highW) {
  if (!isWanted_ || powerW.empty()) return;
  // what the player has not taken yet is not added to for ever: half a second late is no pulse any more
  if (player_.bytesToWrite() > study::PulseSound::rateHz) return;
  const auto piece = sound_.next(powerW, lowW, highW);
  player_.write(reinterpret_cast<const char*>(piece.data()), qint64(piece.size() * sizeof(piece[0])));
}

}  // namespace plenum::views
