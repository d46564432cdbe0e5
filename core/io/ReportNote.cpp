// SPDX-License-Identifier: Apache-2.0
#include "io/ReportNote.h"

#include <cmath>

#include "io/TextFile.h"

namespace plenum::io {
namespace {

constexpr double reportSchema = 1.0;

Json::Object membersOf(std::vector<std::pair<std::string, Json>> all) {
  Json::Object out;
  for (auto& [key, value] : all) out.push_back({key, std::move(value), 0, 0});
  return out;
}

}  // namespace

Result<ReportNote> readReportNote(const std::filesystem::path& file) {
  const auto root = readJson(file);
  if (!root) return root.problems();
  const Json* kind = root->find("boardReport");
  const Json* figures = root->find("figures");
  const auto wrong = [&](const Json& at, const char* pointer) {
    return Problem{Problem::Weight::error,
                   {file.string(), at.line, at.column, pointer},
                   Text("report.note.wrong"),
                   Text("report.note.wrong.remedy")};
  };
  if (!kind || !kind->number() || *kind->number() != reportSchema) return wrong(*root, "/boardReport");
  if (!figures || !figures->object()) return wrong(*root, "/figures");
  ReportNote out;
  for (const auto& [key, into] : {std::pair{"plan", &out.plan},
                                  {"option", &out.option},
                                  {"fingerprint", &out.fingerprint},
                                  {"made", &out.made}}) {
    const Json* json = root->find(key);
    if (!json || !json->text()) return wrong(*root, "");
    *into = *json->text();
  }
  for (const JsonMember& member : *figures->object()) {
    if (!member.value.number()) return wrong(member.value, "/figures");
    out.figures.emplace_back(member.key, *member.value.number());
  }
  return out;
}

std::string textOf(const ReportNote& note) {
  std::vector<std::pair<std::string, Json>> figures;
  for (const auto& [id, value] : note.figures)
    if (std::isfinite(value)) figures.emplace_back(id, Json(value));
  return print(Json(membersOf({{"boardReport", Json(reportSchema)},
                               {"plan", Json(note.plan)},
                               {"option", Json(note.option)},
                               {"fingerprint", Json(note.fingerprint)},
                               {"made", Json(note.made)},
                               {"figures", Json(membersOf(std::move(figures)))}})));
}

}  // namespace plenum::io
