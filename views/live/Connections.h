// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum::views {

/// What a thing hangs on, by one relation: a single thing, or a chain from it to the grid.
struct Connection {
  const char* textId;  // "connection.feed-a"
  std::vector<EntityRef> chain;
};
std::vector<Connection> connectionsOf(const Layout& layout, EntityRef entity);

}  // namespace plenum::views
