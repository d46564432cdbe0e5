// SPDX-License-Identifier: Apache-2.0
#include "io/StoryFile.h"

#include <algorithm>

#include "io/Record.h"
#include "io/StoryShape.h"
#include "io/TextFile.h"

namespace plenum::io {
namespace {

constexpr int storySchemaVersion = 1;
constexpr std::size_t mostSteps = 1000, mostActions = 100;
constexpr double longestS = 86400.0;  // shown; a day of film
constexpr Duration furthest = days(366);

void readActions(const StoryRecord& record, const Json& root, Faults& faults, Story& story) {
  for (std::size_t i = 0; i < record.steps.size(); ++i) {
    const std::string at = below(below(below("/steps", i), "do"), std::size_t{0});
    if (record.steps[i].actions.size() > mostActions) {
      faults.add(nearest(root, at), at, Text("io.story.actions", {{"most", std::to_string(mostActions)}}));
      continue;
    }
    for (std::size_t k = 0; k < record.steps[i].actions.size(); ++k) {
      const auto action = actionFrom(record.steps[i].actions[k]);
      if (action) {
        story.steps[i].actions.push_back(*action);
        continue;
      }
      const std::string pointer = below(below(below("/steps", i), "do"), k);
      for (const Problem& problem : action.problems())
        faults.add(nearest(root, pointer), pointer, problem.what, problem.remedy);
    }
  }
}

void check(const Story& story, const Json& root, Faults& faults) {
  if (story.steps.empty()) return faults.add(root, "/steps", Text("io.story.empty"), Text("io.story.empty.remedy"));
  const StoryReel reel(story);
  if (reel.lengthS() > longestS)
    faults.add(nearest(root, "/steps"), "/steps", Text("io.story.long", {{"most", toText(longestS)}}));
  for (std::size_t i = 0; i < story.steps.size(); ++i) {
    const std::string pointer = below("/steps", i);
    // a step of no length is never seen, and what it does happens unseen
    if (story.steps[i].lastsS + story.steps[i].fliesS <= 0.0)
      faults.add(nearest(root, pointer), pointer, Text("io.story.short"), Text("io.story.short.remedy"));
    if (reel.simulatedAtBeginOf(i) > furthest) {
      faults.add(nearest(root, pointer), pointer, Text("io.story.far", {{"days", std::to_string(furthest / days(1))}}));
      return;
    }
  }
}

}  // namespace

Result<Story> readStory(const std::filesystem::path& file) {
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  StoryRecord record;
  readRecord(*root, storySchemaVersion, faults, record);
  if (faults.any()) return faults.take();
  Story story = record.story;
  if (record.steps.size() > mostSteps) {
    faults.add(*root, "/steps", Text("io.story.steps", {{"most", std::to_string(mostSteps)}}));
    return faults.take();
  }
  for (const StepRecord& step : record.steps) story.steps.push_back(step.step);
  readActions(record, *root, faults, story);
  check(story, *root, faults);
  if (faults.any()) return faults.take();
  return story;
}

std::string textOf(const Story& story) {
  StoryRecord record;
  record.story = story;
  for (const StoryStep& step : story.steps) {
    StepRecord row{step, {}};
    for (const Action& action : step.actions) row.actions.push_back(toText(action));
    record.steps.push_back(std::move(row));
  }
  return textOfRecord(record, storySchemaVersion);
}

std::vector<std::filesystem::path> storiesBeside(const std::filesystem::path& siteFile) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(siteFile.parent_path(), error), end; !error && at != end;
       at.increment(error))
    if (at->path().string().ends_with(".story.json")) files.push_back(at->path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace plenum::io
