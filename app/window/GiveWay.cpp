// SPDX-License-Identifier: Apache-2.0
#include "window/GiveWay.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace plenum {

void giveWay() {
  constexpr int step = 4, most = 19;
  const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
  ::setpriority(PRIO_PROCESS, thread, std::min(most, ::getpriority(PRIO_PROCESS, thread) + step));
}

}  // namespace plenum
