// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

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

 private:
  struct Row {
    AnySpec spec;
    std::map<std::string, Provenance> numbers;
  };
  template <class Spec>
  static std::string key(std::string_view id) {
    return std::to_string(AnySpec(Spec{}).index()) + "/" + std::string(id);
  }
  std::map<std::string, Row, std::less<>> rows_;
};

}  // namespace plenum
