// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QWidget>
#include <functional>

#include "board/PictureRows.h"

namespace plenum::views {

/// One picture of the plan, live: says the number under the mouse, walks its marks with the keyboard, tells which one a
/// person chose. Asks for its values when it is about to be seen, not before.
class PictureView final : public QWidget {
  Q_OBJECT
 public:
  using Ask = std::function<std::unique_ptr<const Picture>()>;
  PictureView(Look& look, const PictureRow& row, Ask ask, QWidget* parent = nullptr);

  const PictureRow& row() const { return row_; }
  /// Its values are others now.
  void outdate();
  const Picture& picture();
  const Drawn& drawn();
  /// −1: none.
  int markAt(QPointF place);
  int current() const { return current_; }
  /// Where nothing can be shown; "" else.
  void setEmptyText(const QString& text);
  const QString& emptyText() const { return emptyText_; }

  QSize sizeHint() const override { return row_.size; }
  QSize minimumSizeHint() const override { return {180, 120}; }

 Q_SIGNALS:
  void chosen(const PictureMark& mark);
  void enlargeAsked();
  /// A click or drag where no mark need be: the dial reads it. The arrow keys come as steps.
  void pressed(QPointF place);
  void stepped(int steps);
  void menuAsked(QPoint global, int mark);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  Look& look_;
  const PictureRow& row_;
  Ask ask_;
  std::unique_ptr<const Picture> picture_;
  Drawn drawn_;
  QSize drawnAt_;
  int hovered_ = -1, current_ = -1;
  QString emptyText_;
};

}  // namespace plenum::views
