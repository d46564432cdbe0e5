// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "Command.h"
#include "io/Files.h"
#include "io/Summary.h"
#include "run/Simulate.h"

namespace plenum::app {

// What the commands that run a campus without a window have in common.

/// A year and a day: what one weather year can be asked for.
inline constexpr double longestHours = 8784.0;

/// "--workers": 1 … 64; 0 where the option is absent.
std::variant<int, Misuse> workersOption(const Arguments& arguments);
/// The action of "--act"; `value` is the whole of the option. Its error ends with the remedy.
std::variant<Action, Misuse> actOption(const std::string& value, const std::string& words, const Console& console);
/// Why it cannot be done on this site.
std::optional<Misuse> misuseOf(const Layout& layout, const Action& action, const std::string& value,
                               const Console& console);
/// An action and when it is done, of the run's beginning.
struct TimedAct {
  std::string words;
  Duration at;
  Action action;
};
/// All of "--act", as in "10min fail H1/CDU1/P1", by their time.
std::variant<std::vector<TimedAct>, Misuse> actOptions(const Arguments& arguments, const Console& console);
/// Why one of them cannot be done on this site in a run of that length: what comes after its end is not done at all.
std::optional<Misuse> misuseOf(const Layout& layout, const std::vector<TimedAct>& acts, Duration length,
                               const Console& console);
/// Prints the misuse; for a command's early return.
Exit refuse(const Misuse& misuse, const Console& console);

/// The project with another random seed: weather and jobs are made anew.
Result<io::Project> reseeded(io::Project project, std::uint64_t seed);
/// The project in the weather of its design day (0.4 % wet bulb), over and over. With `beforeHottest`, the scenario
/// starts so long before that day's hottest hour, else when it would have.
Result<io::Project> onDesignDay(io::Project project, std::optional<Duration> beforeHottest = {});

/// Runs with a progress line on the terminal, and stops cleanly when the signal is raised.
Result<HeadlessResult> runVisibly(HeadlessRun run, const StopSignal& stop, const Console& console);

io::Summary summaryOf(const io::Project& project, const HeadlessRun& run, const HeadlessResult& result);
/// The summary as a table of figures.
void printSummary(const io::Summary& summary, const Console& console);

/// A folder that results can be written to: made where it is missing, and removed again by `giveUp` if it was.
class ResultsFolder {
 public:
  /// Problems where it cannot be written.
  static Result<ResultsFolder> open(const std::filesystem::path& folder);
  const std::filesystem::path& path() const { return path_; }
  void giveUp();

 private:
  std::filesystem::path path_;
  std::filesystem::path firstMade_;  // the outermost folder that did not exist; empty where all did
};

}  // namespace plenum::app
