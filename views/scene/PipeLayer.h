// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <utility>
#include <vector>

#include "scene/Palette.h"
#include "site/Layout.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// Facility-water pipes on a rack of portals, from each plant to the buildings that it cools: supply and return side by
/// side. The site says who is joined to whom, not where pipes run; the route is the shorter way round, at right angles.
class PipeLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);

 private:
  vtkSmartPointer<vtkActor> actor_;
};

/// (circuit, building) pairs that need a pipe between them.
std::vector<std::pair<std::uint32_t, std::uint32_t>> pipeRuns(const Layout& layout);

}  // namespace plenum
