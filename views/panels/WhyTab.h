// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QTextBrowser>
#include <functional>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"

namespace plenum::views {

/// Where a number comes from, in words: what goes in, how, after whom, how sure. The explanations themselves are those
/// of core/figures, handed in as a closure that answers with an HTML fragment, empty where it knows nothing.
class WhyTab final : public QTextBrowser {
  Q_OBJECT
 public:
  using Explain = std::function<QString(const QString& figure, const Frame& frame, EntityRef entity)>;
  WhyTab(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  void setExplain(Explain explain);
  /// Of one figure of the campus, until something else is selected.
  void ask(const QString& figure);

 private:
  void refresh();
  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  Explain explain_;
  QString figure_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
