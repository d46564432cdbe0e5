// SPDX-License-Identifier: Apache-2.0
#include "base/GiveWay.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#endif

namespace plenum {

void giveWay([[maybe_unused]] Behind whom) {
#ifdef __linux__
  constexpr int most = 19;
  const int first = getpriority(PRIO_PROCESS, static_cast<id_t>(getpid()));
  // of this thread alone: Linux keeps niceness by thread
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), std::min(most, first + static_cast<int>(whom)));
#endif
}

}  // namespace plenum
