// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace plenum::views {

/// Things that are alike, in the order in which the first of each sort appears.
template <class Thing>
struct Like {
  std::string signature;
  std::vector<Thing> things;
};

/// Sorts things by what `signatureOf` says of them; keeps their order.
template <class Thing, class Signature>
std::vector<Like<Thing>> likeOnes(const std::vector<Thing>& things, Signature signatureOf) {
  std::vector<Like<Thing>> out;
  for (const Thing& thing : things) {
    std::string signature = signatureOf(thing);
    auto at = out.begin();
    while (at != out.end() && at->signature != signature) ++at;
    if (at == out.end()) at = out.insert(out.end(), {std::move(signature), {}});
    at->things.push_back(thing);
  }
  return out;
}

}  // namespace plenum::views
