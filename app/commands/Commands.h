// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "Command.h"

namespace plenum::app {

/// "plenum 0.1.0"
std::string programName();

Exit openWindow(const Arguments& arguments, const Console& console);
Exit simulate(const Arguments& arguments, const Console& console);
Exit draw(const Arguments& arguments, const Console& console);
Exit render(const Arguments& arguments, const Console& console);
Exit check(const Arguments& arguments, const Console& console);
Exit replay(const Arguments& arguments, const Console& console);
Exit generate(const Arguments& arguments, const Console& console);
Exit headroom(const Arguments& arguments, const Console& console);
Exit contingencies(const Arguments& arguments, const Console& console);
Exit powerFlow(const Arguments& arguments, const Console& console);
Exit designDay(const Arguments& arguments, const Console& console);
Exit place(const Arguments& arguments, const Console& console);
Exit outlook(const Arguments& arguments, const Console& console);
Exit heartbeat(const Arguments& arguments, const Console& console);
Exit schedule(const Arguments& arguments, const Console& console);
Exit jobs(const Arguments& arguments, const Console& console);
Exit trainModel(const Arguments& arguments, const Console& console);
Exit planGrowth(const Arguments& arguments, const Console& console);
Exit scale(const Arguments& arguments, const Console& console);
Exit serve(const Arguments& arguments, const Console& console);
Exit compare(const Arguments& arguments, const Console& console);
Exit film(const Arguments& arguments, const Console& console);
Exit problems(const Arguments& arguments, const Console& console);
Exit table(const Arguments& arguments, const Console& console);
Exit edit(const Arguments& arguments, const Console& console);
Exit explain(const Arguments& arguments, const Console& console);

}  // namespace plenum::app
