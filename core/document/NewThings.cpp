// SPDX-License-Identifier: Apache-2.0
#include "document/Drafter.h"
#include "document/FieldVisitors.h"

namespace plenum {
namespace {

/// A thing of a kind as its type makes it.
std::optional<Thing> bare(RecordKind kind) {
  switch (kind) {
    case RecordKind::building:
      return Building{};
    case RecordKind::hall:
      return Hall{};
    case RecordKind::row: {
      RowSpec row;
      row.racks = 1;
      return row;
    }
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
    case RecordKind::site:
      return std::nullopt;
    default:
      return PlantUnit{kind, "", {}};
  }
}

/// Calls a visitor with what the thing is written in; a hall's design is its own.
template <class V>
void visit(V& visitor, Thing& thing) {
  std::visit(
      [&visitor](auto& t) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(t)>, Hall>) {
          auto design = std::make_shared<HallDesign>(t.design ? *t.design : HallDesign{});
          if (!t.design) design->sizeM = {20, 15, 5};
          fields::HallFields<Hall, HallDesign> both{t, *design};
          fields::fields(visitor, both);
          t.design = design;
        } else if constexpr (requires { t.spec; }) {
          fields::fields(visitor, t.spec);
        } else {
          fields::fields(visitor, t);
        }
      },
      thing);
}

}  // namespace

std::optional<Problem> setOn(Thing& thing, const std::string& property, const std::string& value) {
  fields::Setter setter(property, value);
  visit(setter, thing);
  return setter.problem;
}

std::optional<Problem> problemOfValue(RecordKind kind, const std::string& property, const std::string& value) {
  if (kind == RecordKind::site) {
    Site site;
    fields::Setter setter(property, value);
    fields::fields(setter, site);
    return setter.problem;
  }
  auto thing = bare(kind);
  return setOn(*thing, property, value);
}

std::string canonicalValue(RecordKind kind, const std::string& property, const std::string& value) {
  auto thing = bare(kind);
  if (!thing || setOn(*thing, property, value)) return value;
  fields::Getter getter(property);
  visit(getter, *thing);
  return getter.found ? *getter.found : value;
}

Result<PutThing> newThing(const Site& site, RecordKind kind, const std::string& id) {
  auto thing = bare(kind);
  const bool isMakeable = thing && !isPlant(kind) && kind != RecordKind::scenery;
  if (!isMakeable) return noSuchThing(site, id);
  const std::size_t slash = id.find('/');
  PutThing out{slash == std::string::npos ? "" : id.substr(0, slash), *thing};
  if (!out.hall.empty()) {
    const auto hall = findWritten(site, out.hall);
    if (!hall || hall->kind != RecordKind::hall) return noSuchThing(site, id);
  }
  const std::string own = slash == std::string::npos ? id : id.substr(slash + 1);
  std::visit(
      [&own](auto& t) {
        if constexpr (requires { t.spec.id; })
          t.spec.id = own;
        else if constexpr (requires { t.id; })
          t.id = own;
      },
      out.thing);
  return out;
}

std::optional<Problem> incompleteness(const Thing& thing) {
  fields::Checker checker;
  Thing copy = thing;
  visit(checker, copy);
  return checker.problem;
}

}  // namespace plenum
