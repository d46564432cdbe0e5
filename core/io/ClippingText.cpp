// SPDX-License-Identifier: Apache-2.0
#include "io/ClippingText.h"

#include "io/Json.h"
#include "io/Record.h"
#include "io/ShapeReader.h"
#include "io/ShapeWriter.h"
#include "io/SiteShape.h"

namespace plenum::io {
namespace {

constexpr int clippingSchema = 1;
constexpr std::size_t mostPieces = 20000, mostClippingBytes = std::size_t{32} << 20;
constexpr const char* where = "clipboard";

Json::Object objectOf(Thing thing) {
  return std::visit(
      [](auto& t) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(t)>, Hall>) {
          HallRecord record;
          record.hall = t;
          if (t.design) record.design = *t.design;
          return ShapeWriter::of(record);
        } else if constexpr (requires { t.spec; }) {
          return ShapeWriter::of(t.spec);
        } else {
          return ShapeWriter::of(t);
        }
      },
      thing);
}

std::optional<Thing> bare(RecordKind kind) {
  switch (kind) {
    case RecordKind::site:
      return std::nullopt;
    case RecordKind::building:
      return Building{};
    case RecordKind::hall:
      return Hall{};
    case RecordKind::row:
      return RowSpec{};
    case RecordKind::loop:
      return LoopSpec{};
    case RecordKind::cdu:
    case RecordKind::fanWall:
      return HallUnit{kind, {}};
    case RecordKind::power:
      return PowerSpec{};
    case RecordKind::circuit:
      return Circuit{};
    case RecordKind::scenery:
      return Scenery{};
    case RecordKind::door:
      return HallDoor{};
    default:
      return PlantUnit{kind, "", {}};
  }
}

void readThing(const Json& json, const std::string& at, Faults& faults, Thing& thing) {
  if (!json.object()) return faults.add(json, at, Text("io.type.object", {{"found", json.excerpt()}}));
  ShapeReader reader(json, at, faults);
  std::visit(
      [&](auto& t) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(t)>, Hall>) {
          HallRecord record;
          shape(reader, record);
          if (!record.like.empty()) faults.add(json, below(at, "like"), Text("io.clipping.kind", {{"kind", "like"}}));
          t = record.hall;
          t.design = std::make_shared<const HallDesign>(std::move(record.design));
        } else if constexpr (requires { t.spec; }) {
          shape(reader, t.spec);
        } else {
          shape(reader, t);
        }
      },
      thing);
  reader.finish();
}

void readPiece(const Json& json, const std::string& at, Faults& faults, Clipping& out) {
  if (!json.object()) return faults.add(json, at, Text("io.type.object", {{"found", json.excerpt()}}));
  ShapeReader reader(json, at, faults);
  std::string name;
  Clipping::Piece piece;
  reader.text("kind", name);
  reader.text("id", piece.id);
  reader.text("hall", piece.hall, Need::may);
  std::string circuit;
  reader.text("circuit", circuit, Need::may);
  const Json* thing = reader.find("thing", Need::must);
  reader.finish();
  const auto kind = recordKindOf(name);
  auto made = kind ? bare(*kind) : std::nullopt;
  if (!made) return faults.add(json, below(at, "kind"), Text("io.clipping.kind", {{"kind", name.substr(0, 40)}}));
  if (auto* unit = std::get_if<PlantUnit>(&*made)) unit->circuit = circuit;
  if (thing) readThing(*thing, below(at, "thing"), faults, *made);
  piece.thing = std::move(*made);
  out.pieces.push_back(std::move(piece));
}

}  // namespace

std::string textOf(const Clipping& clipping) {
  Json::Array pieces, groups;
  for (const Clipping::Piece& piece : clipping.pieces) {
    Json::Object one;
    one.push_back({"kind", Json(std::string(nameOf(kindOf(piece.thing))))});
    one.push_back({"id", Json(piece.id)});
    if (!piece.hall.empty()) one.push_back({"hall", Json(piece.hall)});
    if (const auto* unit = std::get_if<PlantUnit>(&piece.thing)) one.push_back({"circuit", Json(unit->circuit)});
    one.push_back({"thing", Json(objectOf(piece.thing))});
    pieces.emplace_back(std::move(one));
  }
  for (ThingGroup group : clipping.groups) groups.emplace_back(ShapeWriter::of(group));
  Json::Object root;
  root.push_back({"schemaVersion", Json(static_cast<double>(clippingSchema))});
  root.push_back({"plenumClipping", Json(true)});
  root.push_back({"origin_m", Json(Json::Array{Json(clipping.originM.x), Json(clipping.originM.y)})});
  root.push_back({"pieces", Json(std::move(pieces))});
  if (!groups.empty()) root.push_back({"groups", Json(std::move(groups))});
  return print(Json(std::move(root)));
}

Result<Clipping> readClipping(std::string_view text) {
  const auto nothing = [] {
    Problem problem;
    problem.place.file = where;
    problem.what = Text("io.clipping.none");
    problem.remedy = Text("io.clipping.none.remedy");
    return problem;
  };
  if (text.size() > mostClippingBytes || text.find("plenumClipping") == std::string_view::npos) return nothing();
  auto root = parseJson(text, where);
  if (!root) return root.problems();
  if (!root->object()) return nothing();
  Faults faults(where);
  ShapeReader reader(*root, "", faults);
  if (!hasVersion(reader, clippingSchema)) return faults.take();
  Clipping out;
  bool isOurs = false;
  reader.truth("plenumClipping", isOurs);
  reader.point("origin_m", out.originM, {-1e6, 1e6}, Need::must);
  const Json* pieces = reader.find("pieces", Need::must);
  reader.objects("groups", out.groups);
  reader.finish();
  if (pieces && !pieces->array())
    reader.wrong("pieces", *pieces, Text("io.type.array", {{"key", "pieces"}, {"found", pieces->excerpt()}}));
  else if (pieces && pieces->array()->size() > mostPieces)
    reader.wrong("pieces", *pieces, Text("edit.tooMany", {{"count", std::to_string(mostPieces)}}));
  else if (pieces)
    for (std::size_t i = 0; i < pieces->array()->size(); ++i)
      readPiece((*pieces->array())[i], below("/pieces", i), faults, out);
  if (faults.any()) return faults.take();
  if (out.pieces.empty()) return nothing();
  return out;
}

}  // namespace plenum::io
