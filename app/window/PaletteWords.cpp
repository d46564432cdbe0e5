// SPDX-License-Identifier: Apache-2.0
#include "window/PaletteWords.h"

#include <QRegularExpression>
#include <algorithm>

#include "models/ThingSearch.h"

namespace plenum {
namespace {

constexpr double leastOfPhrase = 0.55;  // letters here and there in a list of synonyms mean nothing
constexpr qsizetype leastMistyped = 4;  // a shorter word with a letter changed is another word

QStringList wordsIn(const QString& text) {
  static const QRegularExpression between(QStringLiteral("[^\\p{L}\\p{N}-]+"));
  return text.toLower().split(between, Qt::SkipEmptyParts);
}

bool isOneOff(QStringView a, QStringView b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  qsizetype same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (a.size() < b.size()) return a.mid(same) == b.mid(same + 1);
  if (a.mid(same + 1) == b.mid(same + 1)) return true;
  return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] && a.mid(same + 2) == b.mid(same + 2);
}

/// Every word that was typed is one of these, or as good as.
bool isMistyped(const QStringList& typed, const QStringList& written) {
  return !typed.isEmpty() && std::all_of(typed.begin(), typed.end(), [&](const QString& word) {
    return std::any_of(written.begin(), written.end(), [&](const QString& one) {
      return one.startsWith(word) || (word.size() >= leastMistyped && isOneOff(word, one));
    });
  });
}

}  // namespace

QStringList keywordsOf(const QString& key, const views::Words& words) {
  const QString id = QStringLiteral("keywords.") + QString(key).replace(QLatin1Char(':'), QLatin1Char('.'));
  const QString line = words(id.toStdString().c_str());
  if (line.startsWith(QLatin1Char('['))) return {};
  return line.split(QStringLiteral(", "), Qt::SkipEmptyParts);
}

PaletteFit fitOf(const QString& typed, const QString& title, const QString& words, const QStringList& phrases) {
  PaletteFit best{std::max(views::fuzzy(typed, title), 0.9 * views::fuzzy(typed, words)), {}};
  for (const QString& phrase : phrases) {
    const double fit = views::fuzzy(typed, phrase);
    if (fit >= leastOfPhrase && 0.95 * fit > best.score) best = {0.95 * fit, phrase};
  }
  if (best.score > 0.4) return best;
  const QStringList letters = wordsIn(typed);
  if (isMistyped(letters, wordsIn(title)) && best.score < 0.5) return {0.5, {}};
  for (const QString& phrase : phrases)
    if (isMistyped(letters, wordsIn(phrase))) return {0.45, phrase};
  // "exit door": one word of this phrase, one of that
  if (letters.size() > 1 && !phrases.isEmpty() &&
      isMistyped(letters, wordsIn(title + QLatin1Char(' ') + phrases.join(QLatin1Char(' ')))))
    return {0.42, phrases.front()};
  return best;
}

}  // namespace plenum
