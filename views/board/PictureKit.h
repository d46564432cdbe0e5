// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QBrush>
#include <QPen>

#include "board/Pictures.h"

namespace plenum::views {

// Private to this room: what the pictures of a plan are drawn with.

QColor tinted(QColor colour, double alpha);
/// Black or white, whichever is read better on it.
QColor readableOn(const QColor& on);
/// One of nine fills that are told apart without red and green; from the eighth on with a hatch.
QBrush fillOf(std::size_t k);

/// A painter that remembers what it wrote and where, and speaks the style's language.
class Canvas {
 public:
  Canvas(QPainter& painter, const QRectF& area, const PictureStyle& style);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  struct Key {
    QString text;
    QBrush brush;
    enum class Shape { box, line, dashes } shape = Shape::box;
  };
  struct Written {
    Theme::Type type = Theme::Type::caption;
    bool isBold = false;
    QColor colour;  // invalid: the style's text
  };

  /// The picture's name and, to the right of it, what stands for the moment; what is left below.
  QRectF head(const QString& title, const QString& note = {});
  /// Keys in as many lines as they need at the top; what is left below.
  QRectF legend(const QRectF& area, const std::vector<Key>& keys);
  /// Cut short where it does not fit; not written where nothing would be left of it.
  QRectF text(const QRectF& where, Qt::Alignment align, const QString& text, const Written& as);
  QRectF text(const QRectF& where, Qt::Alignment align, const QString& said) { return text(where, align, said, {}); }
  QRectF dim(const QRectF& where, Qt::Alignment align, const QString& said) {
    return text(where, align, said, {Theme::Type::caption, false, style.tokens.dim});
  }
  /// In several lines; the height that it took.
  double paragraph(const QRectF& where, const QString& said, const Written& as, Qt::Alignment side = Qt::AlignLeft);
  /// How high a paragraph of that width is; 0 where a word of it does not fit.
  double paragraphPx(double width, const QString& said, const Written& as) const;
  /// In as many lines as it needs and there is room for, upright in the middle or as told; cut short where it does not
  /// fit.
  void name(const QRectF& where, Qt::Alignment align, const QString& said, const Written& as);
  /// Only where nothing is written yet.
  bool textIfFree(const QRectF& where, Qt::Alignment align, const QString& said, const Written& as);
  /// In the middle of everything.
  void empty(const QString& said);
  double wide(const QString& said, Theme::Type type = Theme::Type::caption, bool isBold = false) const;
  void mark(PictureMark mark) { drawn.marks.push_back(std::move(mark)); }

  QString say(const char* id) const { return style.words(id); }
  QString say(const std::string& id) const { return style.words(id.c_str()); }
  QString say(const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments) const {
    return style.words(id, arguments);
  }
  QString number(double value, int decimals) const;
  /// In what large sums are counted in: 亿元, or thousands of millions.
  QString sum(double yuan, int decimals = 2) const;
  QString sumNumber(double yuan, int decimals = 2) const;
  double sumUnit() const;
  QString monthText(plan::Day from, int month) const;
  QString resource(plan::Resource resource) const;

  QPainter& painter;
  const QRectF area;
  const PictureStyle& style;
  Drawn drawn;
};

/// A vertical scale with lines and figures beside it.
struct Scale {
  QRectF plot;
  double low = 0.0, high = 1.0, step = 1.0;
  double y(double value) const { return plot.bottom() - (value - low) / (high - low) * plot.height(); }
};
/// `unit` is what one of the axis stands for: 1e8 for 亿.
Scale scaleOf(Canvas& canvas, const QRectF& plot, double low, double high, double unit = 1.0);
/// Years, or months where there is room, under a plot of so many months.
void monthsUnder(Canvas& canvas, const QRectF& plot, plan::Day from, int months);

}  // namespace plenum::views
