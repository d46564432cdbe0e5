// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/Random.h"
#include "document/Arrange.h"
#include "document/Document.h"
#include "document/Properties.h"

namespace plenum::test {

/// What a restless person would try on a site: half of it sensible, the rest refused.
class RandomEdits {
 public:
  explicit RandomEdits(std::uint64_t seed) : seed_(seed) {}

  std::vector<Edit> next(const Layout& layout) {
    const Site& site = *layout.site;
    switch (below(11)) {
      case 0:
      case 1:
        return {MoveThings{some(site), {metres(), metres()}}};
      case 2:
        return {TurnThings{{any(site, RecordKind::row)}}};
      case 3:
        return below(4) ? std::vector<Edit>{} : std::vector<Edit>{RemoveThings{some(site)}};
      case 4: {
        auto made = duplicate(layout, some(site), {metres() * 10, metres() * 10});
        return made ? made->edits : std::vector<Edit>{};
      }
      case 5:
      case 6:
        return property(site);
      case 7:
        return {PutGroup{{"g" + std::to_string(below(3)), {}, some(site), false}}};
      case 8:
        return {LockGroup{"g" + std::to_string(below(3)), below(3) == 0}};
      case 9: {
        auto made = mirror(layout, {any(site, RecordKind::row)}, Along::x, 20.0 + metres());
        return made ? made->edits : std::vector<Edit>{};
      }
      default:
        return {SetDesignSupply{"H1/TCS", {34.0 + below(8)}}};
    }
  }

  std::uint64_t below(std::uint64_t n) { return randomBits({seed_, 7, 1}, count_++) % n; }

 private:
  double metres() { return 0.1 * (static_cast<double>(below(21)) - 10.0); }
  std::string any(const Site& site, RecordKind kind) {
    const auto all = writtenIds(site, kind);
    return all.empty() ? std::string("nothing") : all[below(all.size())];
  }
  std::vector<std::string> some(const Site& site) {
    static constexpr RecordKind kinds[] = {RecordKind::row,  RecordKind::row,   RecordKind::cdu,   RecordKind::fanWall,
                                           RecordKind::pump, RecordKind::tower, RecordKind::power, RecordKind::scenery};
    std::vector<std::string> out;
    for (std::uint64_t n = 1 + below(3); n > 0; --n) out.push_back(any(site, kinds[below(8)]));
    return out;
  }
  std::vector<Edit> property(const Site& site) {
    const auto kind = static_cast<RecordKind>(1 + below(recordKindCount - 1));
    const std::string id = any(site, kind);
    const auto& all = propertiesOf(kind);
    const Property& p = all[below(all.size())];
    std::string value = "x";
    if (p.type == Property::Type::number || p.type == Property::Type::whole) {
      const auto now = valueOf(site, id, p.id);
      const double was = now ? std::atof(now->c_str()) : 1.0;
      value = toText(p.type == Property::Type::whole ? was + static_cast<double>(below(3)) - 1.0
                                                     : was * (0.9 + 0.1 * static_cast<double>(below(3))));
    } else if (const auto choices = choicesOf(site, id, p.id); !choices.empty()) {
      value = choices[below(choices.size())];
    }
    return {SetProperty{{id}, p.id, value}};
  }

  std::uint64_t seed_, count_ = 0;
};

}  // namespace plenum::test
