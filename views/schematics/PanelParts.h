// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QHBoxLayout>
#include <QToolButton>
#include <QWidget>
#include <functional>

#include "base/Problem.h"
#include "look/Look.h"
#include "schematics/SheetView.h"

namespace plenum::views {

// What stands above both diagrams: buttons, the meaning of colours, writing to a file.

/// The sequential colour map from one value to another.
class ColourScale final : public QWidget {
 public:
  /// `low` and `high` say the ends, in the language and units that stand.
  ColourScale(const Look& look, std::function<QString()> low, std::function<QString()> high, QWidget* parent);
  QSize sizeHint() const override { return {176, 20}; }

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  const Look& look_;
  std::function<QString()> low_, high_;
};

/// A flat button with a text; its hint is the text id with ".hint".
QToolButton* flatButton(Look& look, const char* textId, QWidget* parent);
/// Smaller, larger, all of it, and the button that writes it to a file, which is returned.
QToolButton* addSheetButtons(Look& look, SheetView& view, QHBoxLayout& across, QWidget* parent);

struct ExportWords {
  const char* titleId;
  const char* fileNameId;
};
/// Asks for a file and writes to it; says what went wrong.
void askAndExport(Look& look, ExportWords words, const std::function<Problems(const QString&)>& write, QWidget* parent);

}  // namespace plenum::views
