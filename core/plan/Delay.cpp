// SPDX-License-Identifier: Apache-2.0
#include "plan/Delay.h"

#include "plan/Course.h"

namespace plenum::plan {
namespace {

DelayCost lostOf(const Outcome& outcome) {
  DelayCost out;
  for (const MonthRow& row : outcome.months)
    out.yuan += row.revenueYuan - row.opexYuan(), out.chipHours += row.chipHours;
  return out;
}

}  // namespace

std::vector<DelayCost> delaysOf(const Plan& plan, const Option& option, const Ground& ground,
                                const std::vector<double>& days) {
  const Course course(plan, option, ground);
  Sample sample = course.middle();
  const DelayCost now = lostOf(workOut(course, sample, datesOf(course, sample)));
  std::vector<DelayCost> out;
  for (const double slip : days) {
    sample.slipDays = slip;
    const DelayCost then = lostOf(workOut(course, sample, datesOf(course, sample)));
    out.push_back({slip, now.yuan - then.yuan, now.chipHours - then.chipHours});
  }
  return out;
}

}  // namespace plenum::plan
