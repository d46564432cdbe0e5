// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <functional>
#include <vector>

#include "look/Look.h"

namespace plenum {

/// Something that the palette can find and do.
struct PaletteEntry {
  QString key;    // remembered as used: "command:save", "thing:H1/R2"
  QString title;  // as it is shown
  QString note;   // at the right: a value, a shortcut
  QString group;  // what kind of thing it is: "Command", "Rack"
  QIcon icon;
  QString words;           // that find it besides its title
  QStringList phrases;     // what others call it
  bool isPossible = true;  // now; else it is said that it is not
  double score = 0.0;      // of what the line itself was asked for
  std::function<void()> run;
};

/// One line for everything: commands, things, figures, overlays, panels, jobs. What was used last stands first while
/// nothing is typed.
class CommandPalette final : public QDialog {
  Q_OBJECT
 public:
  /// What depends on the line itself: things by name or by value, and how the line was understood.
  struct Answer {
    std::vector<PaletteEntry> entries;
    QString understood;
    bool isQuestion = false;  // then these are all that is meant
  };
  using Ask = std::function<Answer(const QString& line)>;

  CommandPalette(views::Look& look, std::vector<PaletteEntry> offered, Ask ask, QWidget* parent);
  QLineEdit& line() { return *line_; }
  QListWidget& list() { return *list_; }
  QString understood() const { return understood_->text(); }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fill(const QString& wanted);
  void run();
  views::Look& look_;
  std::vector<PaletteEntry> offered_, shown_;
  Ask ask_;
  QLineEdit* line_;
  QListWidget* list_;
  QLabel* understood_;
};

}  // namespace plenum
