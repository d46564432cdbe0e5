// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QStringList>

#include "look/Look.h"

namespace plenum {

/// What people type who do not know what a thing is called here: "oops", "where does it fit", "砍". Of an entry by its
/// key ("command:undo"), from assets/language/*/keywords.json, which holds the words of both languages whatever is
/// spoken; none where nobody has thought of any.
QStringList keywordsOf(const QString& key, const views::Words& words);

/// How well a line fits, and the phrase that it fitted where that was not the title.
struct PaletteFit {
  double score = 0.0;
  QString by;
};
/// By title, by id and by phrases, in this order where they fit alike; then with one letter wrong, missing, too many or
/// changed round.
PaletteFit fitOf(const QString& typed, const QString& title, const QString& words, const QStringList& phrases);

}  // namespace plenum
