// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QTranslator>
#include <map>
#include <memory>
#include <string>

#include "io/Language.h"
#include "look/Look.h"

namespace plenum {

/// The language tables that the window can speak, read once each.
class Languages {
 public:
  /// Makes the window speak a language; the problems where its table cannot be read, and then nothing changes.
  Problems speak(const std::string& code, views::Look& look);

 private:
  std::map<std::string, std::shared_ptr<const io::Language>> known_;
  QTranslator own_;  // what Qt's own dialogs and menus say, where its tables are installed
};

}  // namespace plenum
