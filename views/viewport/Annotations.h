// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QStringList>
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "frame/Frame.h"
#include "overlays/Overlay.h"
#include "scene/Camera.h"
#include "viewport/ViewTheme.h"

class QPainter;

namespace plenum {

class ShapedTexts;

/// Whether a scale keeps its ends, so that two pictures can be compared, or follows the values of the moment.
enum class RangeMode { fixed, follows };

/// What is painted over a picture, with the picture's own camera. All coordinates are the painter's.
struct Annotations {
  const ViewTheme& theme;
  const Sentences& say;
  bool isChinese = false;
  double scalePx = 118.0;  // height of the legend's scale; less where there is little room
  double swatchesHighPx = 420.0;
  ShapedTexts* shaped = nullptr;  // of whoever writes the same words picture after picture

  /// Edges of a box; those on its far side are fainter.
  void outline(QPainter& painter, const Projection& view, const Box& box, const QColor& colour, double widthPx) const;
  /// Names of halls, offices, plants and the substation, each with its power or temperature; where two would overlap
  /// the less important one is left out, and so is one that would lie under what is `taken` already.
  /// Tells what is taken then.
  std::vector<QRectF> labels(QPainter& painter, const Projection& view, const Frame& frame,
                             std::vector<QRectF> taken = {}) const;
  /// The overlay's colours with unit, range and limit. Returns the place it took, at the lower left of `area`.
  QRectF legend(QPainter& painter, const QRectF& area, const Overlay& overlay, RangeMode mode = RangeMode::fixed) const;
  QSizeF legendSize(const Overlay& overlay, RangeMode mode) const;
  /// The scale of the water in pipes alone. Returns the place it took.
  QRectF pipeLegend(QPainter& painter, const QRectF& area) const;
  /// The same scale lying, for a picture too low for the standing one. Returns the place it took.
  QRectF legendStrip(QPainter& painter, const QRectF& area, const Overlay& overlay) const;
  /// A colour and what it stands for.
  struct Swatch {
    QColor colour;
    QString label;
  };
  /// The legend of an overlay of kinds rather than amounts: one line a swatch. Returns the place it took.
  /// What has no room in `swatchesHighPx` is left out, from the smaller jobs on.
  QRectF swatches(QPainter& painter, const QRectF& area, const QString& title, const std::vector<Swatch>& list) const;
  QSizeF swatchesSize(const QString& title, const std::vector<Swatch>& list) const;
  /// What there is to be told apart in this frame; empty for an overlay of amounts.
  std::vector<Swatch> swatchesOf(const Frame& frame, const Overlay& overlay) const;
  /// A box that does not stand yet: translucent, whatever is in front of it.
  void ghost(QPainter& painter, const Projection& view, const Box& box) const {
    ghost(painter, view, box, theme.accent);
  }
  void ghost(QPainter& painter, const Projection& view, const Box& box, const QColor& colour) const;
  /// Lines beside a thing, with a leader to it. Keeps out of `area`'s edges.
  void callout(QPainter& painter, const QRectF& area, QPointF at, const QStringList& lines, const QColor& edge) const;
  /// Small print at a corner of the pointer.
  void tip(QPainter& painter, const QRectF& area, QPointF at, const QString& text) const;

  /// The height of the legend's scale in a picture of that height.
  static double scaleIn(double heightPx) { return std::clamp(0.27 * heightPx, 62.0, 118.0); }
  void panel(QPainter& painter, const QRectF& place, const QColor& edge) const;
  /// One line in the painter's font and colour, and how wide it stands in a font.
  void write(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const QString& text) const;
  double widthOf(const QFont& font, const QString& text) const;
  void addPipeScale(QPainter& painter, const QRectF& in, const QString& title) const;
};

/// Whether anything that can be seen wears the overlay's colours, and whether pipes wear theirs: nothing that stands in
/// a `closed` building does.
struct Worn {
  bool isOverlay = true, arePipes = true;
};
Worn wornIn(const Frame& frame, const Overlay& overlay, const std::vector<Box>& closed);

/// "51.2 °C" of one thing in the overlay's unit; empty where it has no value.
QString valueOf(const Frame& frame, const Overlay& overlay, EntityRef entity, const Sentences& say,
                bool isInFahrenheit = false);
/// The same overlay with its ends and its limit in °F, where it is one of temperatures.
Overlay inFahrenheit(const Overlay& overlay);
inline double fahrenheitOf(double celsius) { return 1.8 * celsius + 32.0; }
/// As shown; a unit with a word in it is a text of its own.
QString unitOf(const Overlay& overlay, const Sentences& say);
/// Boxes around these racks, those that stand side by side in a row taken together.
std::vector<Box> boxesAround(const Layout& layout, const std::vector<std::uint32_t>& racks);

/// A cube that shows where north is and turns the view when it is clicked.
class ViewCube {
 public:
  /// Where to look from: 90° elevation is from above.
  struct Turn {
    double azimuthDeg = 0.0, elevationDeg = 0.0;
  };
  static constexpr double sizePx = 72.0;

  /// Painted around `centre` as seen by that camera.
  static void paint(QPainter& painter, QPointF centre, const Camera& camera, const Annotations& look);
  /// What a click there asks for; nothing beside the cube.
  static std::optional<Turn> hit(QPointF centre, const Camera& camera, QPointF click);
};

}  // namespace plenum
