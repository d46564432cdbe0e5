// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QListWidget>
#include <QPushButton>
#include <QWidget>
#include <filesystem>
#include <vector>

#include "look/Look.h"

namespace plenum {

/// Where one begins: what was open last, with its picture; the samples; a new campus from a template. Lies over the
/// window beneath its menus and goes when something was chosen.
class StartPage final : public QWidget {
  Q_OBJECT
 public:
  StartPage(views::Look& look, QWidget* window);
  /// Shows the page anew. `canClose`: there is a campus to go back to.
  struct Recent {
    std::filesystem::path file;
    QPixmap picture;  // null: none was taken
  };
  void offer(const std::vector<Recent>& recent, const std::vector<std::filesystem::path>& samples, bool canClose);
  QListWidget& recent() { return *recent_; }
  QListWidget& samples() { return *samples_; }
  QListWidget& templates() { return *templates_; }
  QPushButton& tourButton() { return *tour_; }

 Q_SIGNALS:
  void openAsked(const std::filesystem::path& site);
  void fileAsked();
  /// "campus-10k", "campus-100k", "hall" or "empty".
  void templateAsked(const QString& id);
  void tourAsked();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent*) override;

 private:
  QListWidget* list(const char* nameId);
  void refresh();
  void lay();
  views::Look& look_;
  std::vector<Recent> offered_;
  std::vector<std::filesystem::path> sampleFiles_;
  QWidget* page_;
  QListWidget *recent_, *samples_, *templates_;
  QPushButton *open_, *tour_, *close_;
};

}  // namespace plenum
