// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QWidget>
#include <functional>
#include <vector>

#include "look/Look.h"
#include "scenario/Story.h"

namespace plenum::views {

/// A storyboard: its steps as a list, the chosen one as a form. Holds the story that is being written; playing, filming
/// and files are for others.
class StoryPanel final : public QWidget {
  Q_OBJECT
 public:
  StoryPanel(Look& look, QWidget* parent = nullptr);

  const Story& story() const { return story_; }
  void setStory(Story story);
  /// Behind the chosen step, which it then is.
  void add(StoryStep step);
  /// The camera, overlay and style of the chosen step are those of `seen`.
  void retake(const StoryStep& seen);
  int chosen() const;
  void choose(int step);
  /// Which step is being played; −1: none.
  void setPlaying(int step);
  /// How a step's caption reads now, its figures put in; without it the list shows the names of the figures.
  void setReading(std::function<QString(const StoryStep&)> reading);
  /// Figures moved on: the list reads what the captions say now.
  void readAgain();
  QListWidget& list() { return *list_; }
  QLineEdit& captionEdit(bool isChinese) { return isChinese ? *captionZh_ : *captionEn_; }
  QPlainTextEdit& actionsEdit() { return *actions_; }
  const QLabel& trouble() const { return *trouble_; }
  QPushButton& button(const char* id) const;

 Q_SIGNALS:
  void changed();
  void recordAsked();
  void retakeAsked();
  void goAsked(int step);
  void playAsked();
  void kioskAsked();
  void filmAsked();
  void openAsked();
  void saveAsked();

 private:
  QPushButton* make(const char* id);
  void fillList();
  void fillForm();
  void take();  // the form into the story
  void move(int by);
  void remove();
  StoryStep* step();
  QString lineOf(int at) const;

  Look& look_;
  Story story_;
  std::function<QString(const StoryStep&)> reading_;
  bool isFilling_ = false;
  int playing_ = -1;
  QListWidget* list_;
  QWidget* form_;
  QLineEdit *captionEn_, *captionZh_, *focus_, *at_;
  QDoubleSpinBox *lasts_, *flies_, *speed_;
  QComboBox *overlay_, *style_, *transition_;
  QPlainTextEdit* actions_;
  QLabel* trouble_;
  std::vector<std::pair<std::string, QPushButton*>> buttons_;
};

}  // namespace plenum::views
