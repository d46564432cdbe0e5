// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>

#include "base/Problem.h"

namespace plenum {

class MainWindow;

// What the engine keeps of services, as a table for other programs.

/// Asks where to, and writes.
void offerServiceTable(MainWindow& window);
/// Of the newest frame; nothing happens before there is one.
Problems writeServiceTable(MainWindow& window, const QString& file);

}  // namespace plenum
