// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "document/Edit.h"
#include "models/LibraryModel.h"
#include "site/Layout.h"
#include "site/Snap.h"
#include "viewport/ViewTool.h"

namespace plenum {

/// A thing of the library as it would stand with its middle at a place: hung on what its neighbours hang on.
struct Placement {
  std::string hall;  // "" on the site
  std::optional<Thing> thing;
  std::vector<Box> boxes;  // in the site's coordinates
  std::vector<Guide> guides;
  std::string id;            // as it will be pointed at
  std::optional<Kind> kind;  // as the checks of space know it; nothing for scenery
  bool facesNorth = true;
  QString summary;  // "8 racks · H1/R9 · feeds UA1, UB1"
  Text refusal;     // why it cannot stand there; "" where it can
};
/// `racks`: of a row; 0: as many as its neighbours have.
Placement placeAt(const Layout& layout, const views::LibraryEntry& entry, const FloorPoint& at, bool isSnapped,
                  int racks = 0);

/// Where edits that put rows or units, or move things, would have them stand.
std::vector<Box> ghostsOf(const Layout& layout, const std::vector<Edit>& edits);

}  // namespace plenum
