// SPDX-License-Identifier: Apache-2.0
#include "schematics/Sheet.h"

#include <algorithm>
#include <cmath>

namespace plenum::views {

namespace {

constexpr double margin = 24.0;
constexpr double titleHeight = 30.0, titleWidth = 300.0;
constexpr double laneHeight = 22.0;
constexpr double trackStep = 13.0;
constexpr double gapMargin = 15.0;
constexpr double labelWidth = 122.0, labelHeight = 14.0;
constexpr double captionHeight = 17.0, valuesHeight = 58.0;
constexpr double emptyGap = 24.0;
// offsets of ports from the middle of the glyph: four classes of height on one grid, so that no two stubs meet
constexpr double leftOffset = 15.0, rightOffset = 9.0;

bool hasOnePort(Shape shape) { return shape == Shape::pump; }

}  // namespace

Sheet::Sheet(int columns)
    : columns_(columns),
      tracks_(static_cast<std::size_t>(columns + 1), 0),
      hasLabels_(static_cast<std::size_t>(columns + 1), false) {}

void Sheet::beginBlock() { ++blocks_; }

void Sheet::beginBand() {
  Band band;
  band.block = blocks_ - 1;
  bands_.push_back(band);
}

void Sheet::title(std::vector<EntityRef> members, std::string opens, bool isOfOpened) {
  bands_.back().hasTitle = true;
  titles_.push_back({std::move(members), std::move(opens), isOfOpened, {}});
  titleBands_.push_back(static_cast<int>(bands_.size()) - 1);
}

std::size_t Sheet::put(Put what) {
  symbols_.push_back({std::move(what), blocks_ - 1, static_cast<int>(bands_.size()) - 1});
  return symbols_.size() - 1;
}

std::size_t Sheet::pipe(Medium medium, std::string key, std::vector<EntityRef> members, Label label) {
  Pipe made;
  made.medium = medium;
  made.key = std::move(key);
  made.members = std::move(members);
  made.label = label;
  made.block = blocks_ - 1;
  made.band = static_cast<int>(bands_.size()) - 1;
  pipes_.push_back(std::move(made));
  return pipes_.size() - 1;
}

void Sheet::join(std::size_t pipe, std::size_t symbol, Side side, Way way) {
  Stood& at = symbols_[symbol];
  int& ports = side == Side::left ? at.leftPorts : at.rightPorts;
  pipes_[pipe].ports.push_back({symbol, side, way, ports++});
}

// gap g lies left of column g
int Sheet::gapOf(const Stood& symbol, Side side) { return symbol.what.column + (side == Side::left ? 0 : 1); }

// a glyph grows by one step of the grid for every further pair of ports
double Sheet::heightOf(const Stood& symbol) {
  const int pairs = std::max({1, (symbol.leftPorts + 1) / 2, (symbol.rightPorts + 1) / 2});
  return glyph + grid * (pairs - 1);
}

QRectF Sheet::glyphOf(const Stood& symbol, double centreX) {
  return {centreX - 0.5 * glyph, symbol.centreY - 0.5 * glyph, glyph, heightOf(symbol)};
}

double Sheet::portY(const Joined& port) const {
  const Stood& symbol = symbols_[port.symbol];
  if (hasOnePort(symbol.what.shape)) return symbol.centreY;
  const double offset = port.side == Side::left ? leftOffset : rightOffset;
  return symbol.centreY + grid * (port.number / 2) + (port.number % 2 == 0 ? offset : -offset);
}

void Sheet::assignTracks() {
  std::map<std::pair<int, int>, int> used;  // by block and gap
  for (Pipe& pipe : pipes_) {
    for (const Joined& port : pipe.ports) {
      const int gap = gapOf(symbols_[port.symbol], port.side);
      if (pipe.trackOf.contains(gap)) continue;
      int& track = used[{pipe.block, gap}];
      pipe.trackOf[gap] = track++;
      tracks_[static_cast<std::size_t>(gap)] = std::max(tracks_[static_cast<std::size_t>(gap)], track);
    }
    if (pipe.trackOf.size() > 1) pipe.lane = bands_[static_cast<std::size_t>(pipe.band)].lanes++;
    if (pipe.lane >= 0 || pipe.label == Label::none || pipe.trackOf.empty()) continue;
    hasLabels_[static_cast<std::size_t>(pipe.trackOf.begin()->first)] = true;
  }
}

void Sheet::standUp() {
  // how high the stacks are decides the bands, and these where everything stands
  const auto take = [](double& y, Stood& symbol, double top) {
    const double first = top + captionHeight + 0.5 * glyph;
    symbol.centreY = std::ceil((first + y) / grid) * grid;
    y = symbol.centreY - first + heightOf(symbol) - glyph + pitch;
  };
  double top = margin;
  for (int block = 0; block < blocks_; ++block) {
    const double blockTop = top;
    double under = 0.0;
    for (std::size_t b = 0; b < bands_.size(); ++b) {
      Band& band = bands_[b];
      if (band.block != block) continue;
      band.top = top + (band.hasTitle ? titleHeight : 0.0);
      const double symbolsTop = band.top + laneHeight * band.lanes + 6.0;
      double bottom = symbolsTop;
      std::map<int, double> stack;
      for (Stood& symbol : symbols_) {
        if (symbol.band != static_cast<int>(b) || symbol.what.isSpanning) continue;
        take(stack[symbol.what.column], symbol, symbolsTop);
        bottom = std::max(bottom, symbol.centreY - 0.5 * glyph + heightOf(symbol) + valuesHeight);
      }
      band.height = bottom - top;
      top = bottom + 10.0;
    }
    std::map<int, double> stack;
    for (Stood& symbol : symbols_) {
      if (symbol.block != block || !symbol.what.isSpanning) continue;
      take(stack[symbol.what.column], symbol, blockTop + titleHeight);
      under = std::max(under, symbol.centreY - 0.5 * glyph + heightOf(symbol) + valuesHeight);
    }
    top = std::max(top, under) + 14.0;
  }
  height_ = top - 14.0 + margin;
}

void Sheet::placeColumns() {
  std::vector<bool> isUsed(static_cast<std::size_t>(columns_), false);
  for (const Stood& symbol : symbols_) isUsed[static_cast<std::size_t>(symbol.what.column)] = true;
  double x = margin;
  for (int c = 0; c <= columns_; ++c) {
    const auto i = static_cast<std::size_t>(c);
    gapX_.push_back(x);
    if (tracks_[i] > 0)
      x += 2.0 * gapMargin + trackStep * (tracks_[i] - 1) + (hasLabels_[i] ? labelWidth : 0.0);
    else if (c > 0 && c < columns_ && isUsed[i])
      x += emptyGap;
    columnX_.push_back(x);
    if (c < columns_ && isUsed[i]) x += cellWidth;
  }
}

double Sheet::trackX(int gap, int track) const {
  const auto i = static_cast<std::size_t>(gap);
  return gapX_[i] + gapMargin + (hasLabels_[i] ? labelWidth : 0.0) + trackStep * track;
}

double Sheet::laneY(const Pipe& pipe) const {
  return bands_[static_cast<std::size_t>(pipe.band)].top + laneHeight * pipe.lane + laneHeight - 4.0;
}

DiagramPipe Sheet::drawn(const Pipe& pipe, const std::vector<DiagramSymbol>& symbols) const {
  DiagramPipe out{pipe.key, pipe.medium, pipe.members, {}, {}, {}};
  struct Span {
    double low, high;
  };
  std::map<int, Span> spans;  // of the verticals
  const auto reach = [&](int gap, double y) {
    const auto [at, isNew] = spans.try_emplace(gap, Span{y, y});
    at->second.low = std::min(at->second.low, y);
    at->second.high = std::max(at->second.high, y);
  };
  for (const Joined& port : pipe.ports) {
    const bool isLeft = port.side == Side::left;
    const QRectF& body = symbols[port.symbol].glyph;
    const double y = portY(port);
    const int gap = gapOf(symbols_[port.symbol], port.side);
    const double x = isLeft ? body.left() : body.right(), trackAt = trackX(gap, pipe.trackOf.at(gap));
    out.ports.push_back({port.symbol, {x, y}, port.way == Way::into, isLeft});
    out.pieces.push_back(isLeft ? QLineF(trackAt, y, x, y) : QLineF(x, y, trackAt, y));
    reach(gap, y);
  }
  if (pipe.lane >= 0) {
    const double y = laneY(pipe);
    for (const auto& [gap, track] : pipe.trackOf) reach(gap, y);
    const auto first = *pipe.trackOf.begin(), last = *pipe.trackOf.rbegin();
    const double from = trackX(first.first, first.second), to = trackX(last.first, last.second);
    out.pieces.push_back({from, y, to, y});
    if (pipe.label == Label::shown) {
      int over = first.first;  // the first column that the lane passes by and that has a width
      while (over + 1 < last.first &&
             columnX_[static_cast<std::size_t>(over)] == gapX_[static_cast<std::size_t>(over) + 1])
        ++over;
      const double column = columnX_[static_cast<std::size_t>(over)];
      out.label = {column + 0.5 * (cellWidth - labelWidth), y - labelHeight - 2.0, labelWidth, labelHeight};
    }
  } else if (pipe.label == Label::shown && !out.ports.empty()) {
    const auto highest = std::min_element(out.ports.begin(), out.ports.end(), [](const auto& a, const auto& b) {
      return a.isLeft != b.isLeft ? b.isLeft : a.at.y() < b.at.y();
    });
    const double x = gapX_[static_cast<std::size_t>(pipe.trackOf.begin()->first)];
    out.label = {x + 4.0, highest->at.y() - labelHeight - 2.0, labelWidth, labelHeight};
  }
  for (const auto& [gap, span] : spans) {
    const double x = trackX(gap, pipe.trackOf.at(gap));
    if (span.high > span.low) out.pieces.push_back({x, span.low, x, span.high});
  }
  return out;
}

Diagram Sheet::finish() {
  assignTracks();
  standUp();
  placeColumns();
  Diagram out;
  for (const Stood& symbol : symbols_) {
    const double left = columnX_[static_cast<std::size_t>(symbol.what.column)];
    DiagramSymbol made;
    made.key = symbol.what.key;
    made.shape = symbol.what.shape;
    made.members = symbol.what.members;
    made.opens = symbol.what.opens;
    made.isOfOpened = symbol.what.isOfOpened;
    made.glyph = glyphOf(symbol, left + 0.5 * cellWidth);
    made.cell = {left, made.glyph.top() - captionHeight, cellWidth, made.glyph.height() + captionHeight + valuesHeight};
    out.symbols.push_back(std::move(made));
  }
  for (const Pipe& pipe : pipes_)
    if (!pipe.ports.empty()) out.pipes.push_back(drawn(pipe, out.symbols));
  out.size = {columnX_.back() + margin, height_};
  for (std::size_t t = 0; t < titles_.size(); ++t) {
    const Band& band = bands_[static_cast<std::size_t>(titleBands_[t])];
    // over the first column of the band, beside what spans all bands
    int first = columns_ - 1;
    for (const Stood& symbol : symbols_)
      if (symbol.band == titleBands_[t] && !symbol.what.isSpanning) first = std::min(first, symbol.what.column);
    titles_[t].at = {columnX_[static_cast<std::size_t>(first)], band.top - titleHeight, titleWidth, titleHeight - 8.0};
    out.titles.push_back(titles_[t]);
  }
  return out;
}

}  // namespace plenum::views
