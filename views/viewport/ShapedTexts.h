// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFont>
#include <QHash>
#include <QPointF>
#include <QRectF>
#include <QStaticText>
#include <QString>

class QPainter;

namespace plenum {

/// Words that are written over every picture. Finding the glyphs of a word costs much more than painting them, and the
/// same names stand there picture after picture: what was found is kept, with the font that it was found for. Words
/// that were not written for two rounds of `mostKept` are let go. One thread.
class ShapedTexts {
 public:
  static constexpr int mostKept = 400;

  /// How wide it stands in that font.
  double width(const QFont& font, const QString& text) { return shaped(font, text).size().width(); }
  /// In the painter's font and colour: one line, in the middle of the place's height, at its left, right or middle.
  void write(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const QString& text);
  int kept() const { return static_cast<int>(now_.size() + before_.size()); }
  /// How many were found anew so far, for tests.
  int found() const { return found_; }

 private:
  struct Key {
    QString text, family;
    int px = 0, weight = 0;
    bool operator==(const Key&) const = default;
    friend size_t qHash(const Key& key, size_t seed) {
      return qHashMulti(seed, key.text, key.family, key.px, key.weight);
    }
  };
  const QStaticText& shaped(const QFont& font, const QString& text);
  QHash<Key, QStaticText> now_, before_;
  int found_ = 0;
};

}  // namespace plenum
