// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan/Ground.h"
#include "window/FiguresStore.h"

namespace plenum::app {

/// Campuses that this program has solved before, by a command or in its window: what one has waited for, the other has
/// at once.
class KeptFigures {
 public:
  KeptFigures();
  /// With everything that is kept. Refers to this.
  plan::Preparation preparation(const Layout& layout);
  /// What was solved since.
  void save() const { store_.save(cache_); }

 private:
  FiguresStore store_;
  plan::FiguresCache cache_;
};

}  // namespace plenum::app
