// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "base/Problem.h"

namespace plenum {

/// What the window opens with. The last four are for pictures of the window and its tests; where they are empty,
/// PLENUM_SCREENSHOT, PLENUM_SCREENSHOT_AFTER, PLENUM_WINDOW_SIZE and PLENUM_THEME are asked.
struct WindowOptions {
  std::filesystem::path siteFile;
  std::filesystem::path scenarioFile;  // "": the site's own
  bool isSample = false;               // nobody named a site: it is the sample
  std::string language;                // "en" or "zh"; "": as it was left, else the system's
  std::string systemLanguage = "en";
  std::string theme;                 // "dark", "light" or "contrast"; "": as it was left
  std::string size;                  // "1920x1080"
  std::filesystem::path screenshot;  // writes a picture of the window and ends
  double screenshotAfterS = 5.0;     // of the wall's clock
  /// Says on the terminal too what is wrong with the site; may be empty.
  std::function<void(const Problems&)> complain;
};

/// Opens the window and stays until it is closed. 0, or 1 where it cannot be opened; says why on stderr.
int runWindow(const WindowOptions& options);

}  // namespace plenum
