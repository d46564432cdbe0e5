// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"
#include "document/Edit.h"
#include "site/Written.h"

namespace plenum {

// Everything of a written thing that can be read and set one by one: for the inspector, for tables, for CSV. Values are
// text as a person writes them, in the property's unit: "35", "zhenwu-810e-liquid-64", "yes", "G1; G2".

struct Property {
  enum class Type : std::uint8_t {
    text,
    number,
    whole,       // a number without decimals
    truth,       // "yes" or "no"
    choice,      // one of `choices`
    catalogue,   // id of a row of the catalogue, see choicesOf
    reference,   // id of another thing, as a record writes it; may be "" where it is optional
    references,  // several, parted by "; "
  };
  std::string id;  // "racks"; its title is Text("property.racks")
  Type type = Type::text;
  std::string unit;  // "m", "°C", "" for none
  double low = 0.0, high = 0.0;
  std::vector<std::string> choices;
  bool isPlace = false;  // says where the thing stands or which way it faces: each copy its own, locked groups keep it
};

/// What a kind of thing can be asked and told, in the order in which a person would read it.
const std::vector<Property>& propertiesOf(RecordKind kind);
/// Null where that kind has none of this id.
const Property* propertyOf(RecordKind kind, std::string_view property);

/// Of one copy its own place and its own references; of a whole record what stands there. Problems: no such thing, no
/// such property.
Result<std::string> valueOf(const Site& site, std::string_view id, std::string_view property);
/// The same for all of them; nothing where they differ or one of them cannot say.
std::optional<std::string> commonValueOf(const Site& site, const std::vector<std::string>& ids,
                                         std::string_view property);
/// What a choice, a catalogue row or a reference may be here, sorted as it should be offered; empty for anything else.
/// A row's `loop` may be the hall's loops, a CDU's `circuit` any circuit, a `feed` what gives to others.
std::vector<std::string> choicesOf(const Site& site, std::string_view id, std::string_view property);
/// Why a kind of thing cannot be told that; nothing where it can. Whether what it names exists is not looked at.
std::optional<Problem> problemOfValue(RecordKind kind, const std::string& property, const std::string& value);
/// The value as `valueOf` would say it once it is set: "4.50" is "4.5". As it is where it cannot be set.
std::string canonicalValue(RecordKind kind, const std::string& property, const std::string& value);

/// A bare thing of that kind with that id ("H1/R9"), to be filled by `setOn`. Problems: a hall that does not exist, a
/// kind that cannot be made this way (a circuit's equipment needs its circuit, scenery has no id).
Result<PutThing> newThing(const Site& site, RecordKind kind, const std::string& id);
std::optional<Problem> setOn(Thing& thing, const std::string& property, const std::string& value);
/// What it must have and lacks; nothing where it can be put.
std::optional<Problem> incompleteness(const Thing& thing);
/// The row of the catalogue that this thing is made of ("rack/zhenwu-810e-liquid-64"); "" where there is none.
std::string catalogueRowOf(const Site& site, std::string_view id);

}  // namespace plenum
