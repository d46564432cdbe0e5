// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QWidget>

#include "models/LibraryModel.h"

namespace plenum::views {

/// Everything that can be put on the site, with search in Chinese and English. A thing is dragged from here into the
/// picture, or taken with a double click or Enter and then clicked into place.
class LibraryPanel final : public QWidget {
  Q_OBJECT
 public:
  explicit LibraryPanel(Look& look, QWidget* parent = nullptr);
  /// Keeps the search.
  void offer(const Catalog& catalog);
  LibraryModel& model() { return *model_; }
  QLineEdit& searchLine() { return *search_; }
  QListView& list() { return *list_; }
  QComboBox& kindBox() { return *kind_; }
  void focusSearch();

 Q_SIGNALS:
  /// To be held over the floor until it is clicked into place.
  void taken(const plenum::views::LibraryEntry& entry);

 private:
  void fillKinds();
  void take(const QModelIndex& index);
  void tell();
  Look& look_;
  LibraryModel* model_;
  QLineEdit* search_;
  QComboBox* kind_;
  QListView* list_;
  QPushButton* place_;
  QLabel* detail_;
};

}  // namespace plenum::views
