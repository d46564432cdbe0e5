// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "frame/Frame.h"

namespace plenum {

/// What a frame says, told of another revision of its site: everything that stood before keeps its values, by its id;
/// what is new has none yet. So that a picture can show an edit at once, while the engine still carries its state over.
/// The log, the jobs and the numbers of the campus are those of the frame.
FramePtr carriedOnto(const Frame& frame, const LayoutPtr& layout);

}  // namespace plenum
