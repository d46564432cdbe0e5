// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "frame/Frame.h"

namespace plenum::study {

/// How the swing of a job's chips travels up the power tree as it stands in a frame: both cords of a rack, the source
/// that each device takes now, and the losses that go with a watt more. A UPS in double conversion passes a swing on;
/// one that runs on its battery does not, and a board on gensets gives it to them.
class PulsePath {
 public:
  explicit PulsePath(FramePtr frame);

  /// Watts drawn more at each place for one watt more at the chips of a job, or out of a device.
  struct Gains {
    std::vector<double> rack, hall, device;  // devices: at their inlet, gensets at their terminals
    double connection = 0.0;                 // all feeds together
  };
  Gains ofJob(const Frame::JobLine& job) const;
  Gains ofDevice(std::uint32_t device) const;

  /// What a place draws in the mean; the campus: through all feeds.
  double meanW(EntityRef place) const;
  const Frame& frame() const { return *frame_; }

 private:
  struct Source {
    std::uint32_t device = none;
    double share = 0.0;
  };
  /// Gains of what is drawn out of devices become gains of what they draw, from the racks upwards.
  void climb(std::vector<double>& outW, Gains& gains) const;
  void joinSources();
  double marginal(std::uint32_t device) const;  // watts more drawn for a watt more given
  double supplies(std::uint32_t rack) const;    // the same of a rack's power supplies

  FramePtr frame_;
  std::vector<std::vector<Source>> sources_;  // by device, as they feed it now
};

}  // namespace plenum::study
