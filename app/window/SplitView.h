// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFrame>
#include <QLabel>
#include <QSplitter>
#include <QWidget>
#include <array>

#include "look/Look.h"

namespace plenum {

/// The middle of the window: one picture, or two beside each other, each under a strip that says which future it is and
/// what was done in it. The one that has the frame in the accent's colour is the one that is acted on.
class SplitView final : public QWidget {
  Q_OBJECT
 public:
  SplitView(views::Look& look, QWidget* main, QWidget* parent = nullptr);

  /// Puts the other picture beside the main one, which stands at `mainAt` (0 left, 1 right). The other stays its
  /// owner's.
  void split(QWidget* other, std::size_t mainAt);
  /// One picture again.
  void join();
  bool isSplit() const { return other_ != nullptr; }
  void setTitles(const QString& a, const QString& b);
  QString title(std::size_t which) const;
  QSplitter& splitter() { return *splitter_; }

 Q_SIGNALS:
  void focusAsked(std::size_t which);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Pane {
    QFrame* frame = nullptr;
    QLabel* strip = nullptr;
  };
  void dress();
  views::Look& look_;
  QWidget* main_;
  QWidget* other_ = nullptr;
  std::size_t mainAt_ = 0;
  QSplitter* splitter_;
  std::array<Pane, 2> panes_;
};

}  // namespace plenum
