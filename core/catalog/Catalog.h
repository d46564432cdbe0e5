// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"
#include "catalog/Specs.h"

namespace plenum {

/// How far a number can be trusted; the codes of the catalogue files.
enum class Confidence {
  published,   // P: public, read in a source
  unverified,  // PM: public and well known, not re-read at the source
  inferred,    // I: derived, with the arithmetic
  assumed,     // A: an engineering default, to be edited
};

struct Provenance {
  double value = 0.0;
  Confidence confidence = Confidence::assumed;
  std::string source;  // key of a source, or a sentence with the arithmetic
  bool operator==(const Provenance&) const = default;
};

/// The word of a row's "kind", in the order of AnySpec. A row is known to the outside as "<kind>/<id>".
inline constexpr std::array<const char*, std::variant_size_v<AnySpec>> specKinds{
    "chip",    "server",  "rack",      "rearDoor",    "cdu",  "fanWall",      "pump",       "exchanger",
    "chiller", "tower",   "dryCooler", "transformer", "ups",  "distribution", "genset",     "coolant",
    "tank",    "lake",    "transfer",  "solar",       "wind", "storage",      "model",      "stack",
    "fabric",  "failure", "demand",    "archetype",   "mix",  "service",      "automatics", "repairs"};

/// Everything that can be bought, by id. Immutable once loaded; shared by all revisions of a document.
class Catalog {
 public:
  /// Adds a row; false where the id is taken within its kind.
  bool add(AnySpec spec, std::map<std::string, Provenance> numbers);

  /// The row, or null. One overload set: `catalog.find<ChipSpec>("zhenwu-810e")`.
  template <class Spec>
  const Spec* find(std::string_view id) const {
    const auto it = rows_.find(key<Spec>(id));
    return it == rows_.end() ? nullptr : std::get_if<Spec>(&it->second.spec);
  }
  /// Ids of one kind, sorted.
  template <class Spec>
  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const auto& [k, row] : rows_)
      if (const auto* spec = std::get_if<Spec>(&row.spec)) out.push_back(spec->id);
    return out;
  }
  /// The numbers of a row by their key in the file ("tdp_W"), with source and confidence; empty for an unknown id.
  template <class Spec>
  const std::map<std::string, Provenance>& provenance(std::string_view id) const {
    static const std::map<std::string, Provenance> none;
    const auto it = rows_.find(key<Spec>(id));
    return it == rows_.end() ? none : it->second.numbers;
  }
  std::size_t size() const { return rows_.size(); }

  struct Row {
    AnySpec spec;
    std::map<std::string, Provenance> numbers;
  };
  /// "chip/zhenwu-m890"; null for a row that is not there.
  const Row* row(std::string_view name) const;
  /// "chip/zhenwu-m890" of every row, by kind and id.
  std::vector<std::string> rowNames() const;

  /// Puts a number into a specification, in the unit of its key; says what is wrong with a key that the kind does not
  /// have or a value that cannot be. Whoever reads rows knows their keys and hands this in (io/CatalogFile.cpp).
  using PutNumber = std::function<Problems(AnySpec& spec, const std::string& number, double value)>;
  void learn(PutNumber put) { put_ = std::move(put); }
  /// Takes a number of a row to be another, as assumed by `note`. On a problem nothing changes.
  Problems retake(std::string_view row, const std::string& number, double value, const std::string& note);
  /// What this one was before its numbers were retaken; null where none was.
  const std::shared_ptr<const Catalog>& delivered() const { return delivered_; }
  void stemFrom(std::shared_ptr<const Catalog> delivered) { delivered_ = std::move(delivered); }

 private:
  template <class Spec>
  static std::string key(std::string_view id) {
    return std::to_string(AnySpec(Spec{}).index()) + "/" + std::string(id);
  }
  static std::string keyOf(std::string_view name);
  std::map<std::string, Row, std::less<>> rows_;
  PutNumber put_;
  std::shared_ptr<const Catalog> delivered_;
};

}  // namespace plenum
