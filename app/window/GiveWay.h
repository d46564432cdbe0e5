// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum {

/// This thread, and those that it begins from now on, leave the picture and the run the larger part. Not all of it: a
/// picture that is drawn by the processor takes whatever it is given, and the work would never be done.
void giveWay();

}  // namespace plenum
