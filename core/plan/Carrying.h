// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <vector>

#include "plan/Course.h"

namespace plenum::plan {

/// What the campus consists of in one month.
struct Standing {
  double chips = 0.0, itMw = 0.0;  // all that is paid for
  // blocks without a place on the land run nothing, take nothing and lend nothing: what has one
  double placedChips = 0.0, placedMw = 0.0, facilityMw = 0.0, waterM3PerMw = 0.0;
  double rackChips = 0.5;  // of a rack, where they are largest
};

/// Private to this room: what each resource carries of IT, month by month, and what feeds and main transformers carry
/// while some of them are out.
class Carrying {
 public:
  enum class Lost { nothing, largest };  // beside what is out
  /// Ids of what is out: feeds, main transformers, units of the site's plant, "grid/SUB2" for all that a grid step
  /// added, "P2" for what is worked on of that phase's own plant.
  using Off = std::vector<std::string>;

  Carrying(const Course& course, const Sample& sample, const Dates& dates);

  bool stands(const Course::Module& module, int m) const {
    return module.phase < 0 || dates_.rfsMonth[static_cast<std::size_t>(module.phase)] <= m;
  }
  Standing standingAt(int m) const;
  void capacities(int m, const Standing& now, std::array<double, resources>& out) const;
  double mainsMw(int m, const Standing& now, const Off& off, Lost lost) const {
    return now.placedMw > 0.0 ? gridMw(m, off, lost) / perMw(now) : 0.0;
  }
  /// Main transformers by themselves, the largest of each substation lost.
  double mainTransformersMw(int m, const Standing& now) const {
    return now.placedMw > 0.0 ? transformersMw(m, {}, Lost::largest) / perMw(now) : 0.0;
  }
  /// Main transformers, and those below them.
  double transformedMw(int m, const Standing& now, const Off& off, Lost lost) const;
  /// Plant, with these shares of the site's own (null: all of it), and with that of some phases out.
  double ownMw(Resource resource, int m, const std::array<double, resources>* site, const Off& phases) const {
    return own(resource, m, site, phases);
  }
  bool isPhase(const std::string& id) const;
  const Outage* outageOf(const Off& off) const;
  /// Whether units of the site's plant are among it.
  bool isPlantOut(const Off& off) const;
  double phaseMw(std::size_t phase) const { return phaseMw_[phase]; }

 private:
  double value(Known known) const { return course_.known(sample_, known); }
  /// Megawatts at the mains that a megawatt of IT asks.
  double perMw(const Standing& now) const { return now.facilityMw / now.placedMw * (1.0 + value(Known::recharge)); }
  double granted(Resource resource, int m) const;
  double gridMw(int m, const Off& off, Lost lost) const;
  double transformersMw(int m, const Off& off, Lost lost) const;
  double own(Resource resource, int m, const std::array<double, resources>* site = nullptr,
             const Off& phases = {}) const;
  std::vector<std::size_t> byService() const;
  double sufficing(double amount, const std::vector<double>& asked) const;
  double placed(int m) const;
  double paid(double yuan, int m) const;
  void spend();

  const Course& course_;
  const Sample& sample_;
  const Dates& dates_;
  std::array<bool, resources> isGranted_{};
  std::vector<double> facilityYuan_, itYuan_, phaseMw_, phaseM2_, gridYuan_;
};

}  // namespace plenum::plan
