// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "scenario/Story.h"
#include "scene/Camera.h"
#include "scene/SceneOptions.h"
#include "window/FilmStudio.h"
#include "window/StoryPlay.h"
#include "window/StudyDesk.h"

class QLabel;

namespace plenum {

struct Command;
struct FilmOrder;
class MainWindow;
class Session;
namespace views {
class StoryPanel;
}

/// Plays the storyboard of the open site, loops it for an audience, and makes pictures and films. A story plays on a
/// branch of the run: what it does is never done to the run that the person has, and when it ends they are back where
/// they were: run, camera, colours, docks.
class StoryDesk final : public QObject {
  Q_OBJECT
 public:
  explicit StoryDesk(MainWindow& window);
  ~StoryDesk() override;

  enum class Mode { once, kiosk };
  /// From that step on. Problems of the story are reported, and nothing is played.
  void play(Mode mode, int fromStep = 0);
  /// Ends it and puts everything back.
  void leave();
  bool isPlaying() const { return show_ != nullptr; }
  bool isPaused() const { return isPaused_; }
  int step() const { return isPlaying() ? int(at_) : -1; }
  void pause();
  void skip(int by);

  /// What is seen now, as a step.
  StoryStep seen() const;
  views::StoryPanel& panel() { return *panel_; }
  QString caption() const;
  void open(const std::filesystem::path& file);
  void exportPicture();
  void exportFilm();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void record();
  void openAsking();
  void saveAsking();
  void loadBeside();
  void begin(std::size_t step);
  void turn();
  void arrive();
  void rebranch(Session& from, Time at);
  void fly(double flown);
  void say();
  void hideWork();
  Session* home() const;
  void make(FilmOrder order, std::filesystem::path out);
  void paintPicture(QSize size, std::filesystem::path out);
  FilmOrder orderOf() const;

  MainWindow& window_;
  views::StoryPanel* panel_;
  std::filesystem::path file_;
  QLabel* caption_;
  FilmStudio films_;
  StudyDesk studio_;  // of single pictures

  // while a story plays
  Story playing_;
  std::optional<StoryReel> reel_;
  std::unique_ptr<Session> show_;
  Time start_, branched_;  // of the run; where the show was branched last
  Mode mode_ = Mode::once;
  std::size_t at_ = 0;
  enum class Stage { going, shown } stage_ = Stage::shown;  // on its way to the step's instant, or showing it
  bool isPaused_ = false;
  bool isHeard_ = false;  // the key or click that started it is over: the next is meant for it
  double intoS_ = 0.0;
  Camera from_, to_;
  QElapsedTimer since_;
  QTimer timer_, read_;

  // where the person was
  struct Before {
    Camera camera;
    SceneOptions options;
    QString overlay;
    QByteArray docks;
    double speed = 1.0;
    bool isPlaying = false, isFullScreen = false, hasMenu = true;
    EntityRef selection;
    std::vector<QPointer<QWidget>> controls;  // over the picture, that were to be seen
  } before_;
};

std::span<const Command> storyCommands();

}  // namespace plenum
