// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <algorithm>
#include <array>

#include "base/Time.h"
#include "look/Look.h"

namespace plenum::views {

/// How much of the past charts show: hours, or the whole run.
struct ChartSpan {
  const char* textId;
  Duration length;  // 0: the whole run
};
inline constexpr std::array<ChartSpan, 4> chartSpans{
    {{"trends.2h", hours(2)}, {"trends.6h", hours(6)}, {"trends.24h", hours(24)}, {"trends.run", Duration{0}}}};

inline void sayChartSpans(QComboBox& box, const Look& look) {
  while (box.count() < int(chartSpans.size())) box.addItem(QString());
  for (std::size_t i = 0; i < chartSpans.size(); ++i) box.setItemText(int(i), look.words(chartSpans[i].textId));
  box.setAccessibleName(look.words("trends.span"));
}
/// From when on, of a run that began at `start`; five minutes at least, so that there is an axis.
inline Time chartFrom(const QComboBox& box, Time start, Time now) {
  const Duration length = chartSpans[std::size_t(std::max(0, box.currentIndex()))].length;
  const Time earliest = length.us == 0 ? start : std::max(start, now - length);
  return std::min(earliest, now - minutes(5));
}

}  // namespace plenum::views
