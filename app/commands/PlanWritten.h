// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "commands/Headless.h"
#include "commands/Study.h"
#include "plan/Evaluate.h"
#include "plan/Spread.h"

namespace plenum::app {

/// One option, worked out.
struct PlanAnswer {
  const plan::Option* option = nullptr;
  plan::Evaluation evaluation;
  plan::Spread spread;
  std::vector<plan::Driver> drivers;
  plan::Answers answers;
  double evaluatedMs = 0.0, sampledS = 0.0;
};

/// "2028-03", as the plan counts.
std::string monthOf(const plan::Plan& plan, int m);
/// "green": in tables and JSON.
const char* lightName(plan::Light light);
io::Json planJson(const plan::Plan& plan, const PlanAnswer& a, const Console& console);
/// months.csv, activities.csv and checks.csv.
Problems writePlanTables(const plan::Plan& plan, const PlanAnswer& a, const std::filesystem::path& folder,
                         const Console& console);

}  // namespace plenum::app
