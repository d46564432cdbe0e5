// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "board/PictureRows.h"
#include "io/Language.h"
#include "look/Look.h"
#include "report/Report.h"
#include "scenario/Scenario.h"

namespace plenum {

/// What a report is written with, made on the thread of the application and used on another: nothing in it changes.
class ReportTongue {
 public:
  /// "en" or "zh". Problems: its table cannot be read.
  static Result<std::unique_ptr<ReportTongue>> of(const std::string& code);
  const std::string& code() const { return language_.code(); }
  const views::Look& look() const { return look_; }
  plan::report::Tongue tongue() const;
  const io::Language& language() const { return language_; }

 private:
  explicit ReportTongue(io::Language language);
  io::Language language_;
  views::Look look_;
};

/// A board report as it is asked for.
struct ReportOrder {
  views::PlanSeen seen;  // spread and drivers are reckoned where they are missing
  LayoutPtr layout;
  std::shared_ptr<const Setting> setting;  // for the pictures of the campus; null: none are drawn
  std::vector<const ReportTongue*> tongues;
  int samples = 2000;
  plan::Day made;
  std::filesystem::path since;   // an earlier report's folder or note; empty: none
  std::filesystem::path folder;  // written whole or not at all; must not hold anything but an earlier report
};
struct ReportWritten {
  std::string fingerprint;
  std::vector<std::string> files;  // inside the folder
  bool hasStills = false;
};

/// Why such a folder cannot be written, or nothing can be compared with the earlier report, as far as can be known
/// before the work.
Problems reportTrouble(const std::filesystem::path& folder, const std::filesystem::path& since);

/// Reckons what is missing, draws, and writes every language: HTML, PDF, tables. `goesOn` is told how far it is and
/// ends it by false; then, and where there are problems, the folder is as it was. On any thread.
Result<ReportWritten> writeReport(ReportOrder order, Parallel& parallel, const std::function<bool(double)>& goesOn);

}  // namespace plenum
