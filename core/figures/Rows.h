// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>

#include "figures/Figures.h"

namespace plenum {

// The table in seven files, put together by `figures()`.
void addCampusFigures(std::vector<Figure>& table);
void addRackFigures(std::vector<Figure>& table);
void addLoopFigures(std::vector<Figure>& table);
void addPlantFigures(std::vector<Figure>& table);
void addPowerFigures(std::vector<Figure>& table);
void addSupplyFigures(std::vector<Figure>& table);
void addWorkFigures(std::vector<Figure>& table);

/// A number of the metrics.
template <class T>
auto metric(T Metrics::*member) {
  return [member](const Frame& frame, std::uint32_t index) {
    return index == 0 ? static_cast<double>(frame.metrics.*member) : std::numeric_limits<double>::quiet_NaN();
  };
}

/// An array of one of the frame's groups.
template <class Group, class T>
auto array(Group Frame::*group, std::vector<T> Group::*member) {
  return [group, member](const Frame& frame, std::uint32_t index) {
    const std::vector<T>& values = (frame.*group).*member;
    return index < values.size() ? static_cast<double>(values[index]) : std::numeric_limits<double>::quiet_NaN();
  };
}

}  // namespace plenum
