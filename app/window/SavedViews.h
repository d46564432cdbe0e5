// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QListWidget>
#include <QPushButton>
#include <QWidget>
#include <map>

#include "look/Look.h"
#include "window/Workbench.h"

namespace plenum {

class CentralView;

/// The places to look from that the document keeps, with a picture of each as it was when it was kept or last gone to.
/// Keeping, naming and removing are edits; going there is none. The pictures belong to the window, not to the site.
class SavedViews final : public QWidget {
  Q_OBJECT
 public:
  SavedViews(views::Look& look, Workbench& bench, CentralView& central, QWidget* parent);
  QListWidget& list() { return *list_; }
  /// Keeps what is seen now under this name; both languages get it.
  void keep(const QString& name);
  /// Asks for a name first. `proposal` stands in the field.
  void askAndKeep(const QString& proposal);
  void goTo(int row);
  QString nextName() const;

 Q_SIGNALS:
  void editAsked(const Edit& edit);

 private:
  void refresh();
  void rename();
  void lookFromHere();
  void remove();
  const std::vector<SavedView>* kept() const;
  SavedView seen(const std::string& id, const Name& name) const;
  void takePicture(const std::string& id);

  views::Look& look_;
  Workbench& bench_;
  CentralView& central_;
  QListWidget* list_;
  QPushButton *keep_, *go_, *rename_, *update_, *remove_;
  std::map<std::string, QPixmap> pictures_;  // by id
};

}  // namespace plenum
