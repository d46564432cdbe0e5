// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "window/CommandPalette.h"

namespace plenum {

class MainWindow;

/// Everything of the window that the palette offers whatever is typed: commands, overlays, panels, figures, jobs, the
/// views that were kept.
std::vector<PaletteEntry> paletteEntries(MainWindow& window);
/// Things by name or by value.
CommandPalette::Answer paletteAnswer(MainWindow& window, const QString& line);

}  // namespace plenum
