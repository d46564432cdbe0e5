// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>

#include "look/Look.h"

namespace plenum {

/// A page of the documentation, as it lies beside the assets. Its links lead to its neighbours and back; the pages are
/// in English. Says so where the page is not there.
class HelpPage final : public QDialog {
  Q_OBJECT
 public:
  /// `page` is a file name, "validation.md".
  HelpPage(views::Look& look, const QString& page, const char* titleId, QWidget* parent);
};

}  // namespace plenum
