// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>

#include "io/Files.h"
#include "io/Record.h"
#include "io/SiteShape.h"
#include "io/TextFile.h"
#include "site/Overrides.h"

namespace plenum::io {

namespace {

/// What the file says, and where.
struct SiteText {
  Json root;
  std::shared_ptr<Site> site;
};

// halls that are alike share one design, so that a campus of a hundred halls is compiled and kept as one
void shareDesigns(SiteRecord& record, Faults& faults, const Json& root) {
  std::map<std::string, std::shared_ptr<const HallDesign>> designs;
  std::vector<std::string> written;
  for (HallRecord& hall : record.halls)
    if (hall.like.empty()) {
      hall.hall.design = std::make_shared<const HallDesign>(std::move(hall.design));
      designs.emplace(hall.hall.id, hall.hall.design);
      written.push_back(hall.hall.id);
    }
  for (std::size_t i = 0; i < record.halls.size(); ++i) {
    HallRecord& hall = record.halls[i];
    if (!hall.like.empty()) {
      const auto found = designs.find(hall.like);
      if (found == designs.end()) {
        const std::string pointer = below(below("/halls", i), "like");
        const std::string near = nearestWord(hall.like, written);
        faults.add(nearest(root, pointer), pointer, Text("io.site.like", {{"hall", hall.like}}),
                   near.empty() ? Text("io.site.like.remedy") : Text("io.key.nearest", {{"key", near}}));
        continue;
      }
      hall.hall.design = found->second;
    }
    record.site.halls.push_back(std::move(hall.hall));
  }
}

Result<SiteText> siteTextOf(const std::filesystem::path& file, std::shared_ptr<const Catalog> catalog) {
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  SiteRecord record;
  readRecord(*root, Site::currentSchema, faults, record);
  if (!faults.any()) shareDesigns(record, faults, *root);
  if (faults.any()) return faults.take();
  auto taken = withOverrides(catalog, record.site.overrides);
  if (!taken) {
    for (const Problem& problem : taken.problems())
      faults.add(nearest(*root, problem.place.pointer), problem.place.pointer, problem.what, problem.remedy);
    return faults.take();
  }
  record.site.catalog = *taken;
  return SiteText{std::move(*root), std::make_shared<Site>(std::move(record.site))};
}

/// Where halls share a design, what is wrong in it is wrong in the hall that the file writes out.
std::string inWrittenHall(const Json& root, const std::string& pointer) {
  const Json* halls = root.find("halls");
  if (!halls || !halls->array() || pointer.rfind("/halls/", 0) != 0) return pointer;
  const std::size_t end = pointer.find('/', 7);
  if (end == std::string::npos) return pointer;
  const std::string key = pointer.substr(end + 1, pointer.find('/', end + 1) - end - 1);
  const Json& hall = nearest(root, pointer.substr(0, end));
  const Json* like = hall.find("like");
  for (const char* own : {"id", "name", "building", "origin_m", "floor_m", "like"})
    if (key == own) return pointer;
  if (!like || !like->text()) return pointer;
  for (std::size_t i = 0; i < halls->array()->size(); ++i) {
    const Json* id = (*halls->array())[i].find("id");
    if (id && id->text() && *id->text() == *like->text()) return below("/halls", i) + pointer.substr(end);
  }
  return pointer;
}

}  // namespace

Result<SitePtr> readSite(const std::filesystem::path& file, std::shared_ptr<const Catalog> catalog) {
  auto text = siteTextOf(file, std::move(catalog));
  if (!text) return text.problems();
  return SitePtr(text->site);
}

Result<LayoutPtr> openSite(const std::filesystem::path& file, std::shared_ptr<const Catalog> catalog) {
  auto text = siteTextOf(file, std::move(catalog));
  if (!text) return text.problems();
  auto layout = layOut(text->site);
  if (layout) return *layout;
  Problems problems = layout.problems();
  for (Problem& problem : problems) {
    problem.place.pointer = inWrittenHall(text->root, problem.place.pointer);
    const Json& at = nearest(text->root, problem.place.pointer);
    problem.place.file = file.string();
    problem.place.line = at.line;
    problem.place.column = at.column;
  }
  // in the order of the file, as a person goes through it
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return problems;
}

std::string textOf(const Site& site) {
  SiteRecord record;
  record.site = site;
  std::map<const HallDesign*, std::string> written;
  for (const Hall& hall : site.halls) {
    HallRecord one;
    one.hall = hall;
    const auto [at, isFirst] = written.emplace(hall.design.get(), hall.id);
    if (!isFirst)
      one.like = at->second;
    else if (hall.design)
      one.design = *hall.design;
    record.halls.push_back(std::move(one));
  }
  return textOfRecord(record, Site::currentSchema);
}

}  // namespace plenum::io
