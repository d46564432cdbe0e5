// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QStringList>
#include <memory>
#include <span>

#include "board/Pictures.h"

namespace plenum::views {

/// All that pictures are drawn from. Spread and drivers may be missing: they take longer.
struct PlanSeen {
  plan::PlanPtr plan;
  plan::Option option;  // as asked, with what is held longer
  std::shared_ptr<const plan::Ground> ground;
  std::shared_ptr<const plan::Evaluation> evaluation;
  std::vector<std::shared_ptr<const plan::Evaluation>> all;  // of the plan's options
  std::shared_ptr<const plan::Spread> spread;
  std::vector<std::shared_ptr<const plan::Spread>> spreads;  // of the plan's options as planned; null: not drawn
  std::vector<plan::Driver> drivers;
  int month = -1;           // −1: the month of today
  double delayDays = 90.0;  // of the dial
  std::string gate;         // whose evidence is listed
};
/// The month that is meant.
int monthOf(const PlanSeen& seen);

HeadlinesPicture headlinesOf(const PlanSeen& seen);
RampPicture rampOf(const PlanSeen& seen);
StripPicture stripOf(const PlanSeen& seen);
WaterfallPicture waterfallOf(const PlanSeen& seen);
CashPicture cashOf(const PlanSeen& seen);
TcoPicture tcoOf(const PlanSeen& seen);
TornadoPicture tornadoOf(const PlanSeen& seen);
/// Works the option out anew for each point.
DelayPicture delayOf(const PlanSeen& seen);
/// Works the option out anew for each risk.
RiskPicture risksOf(const PlanSeen& seen);
OptionsPicture optionsOf(const PlanSeen& seen);
WeatherPicture weatherOf(const PlanSeen& seen);
GatesPicture gatesOf(const PlanSeen& seen);

/// The numbers of a picture, whole, for a file.
struct PictureTable {
  QStringList head;
  std::vector<QStringList> rows;
};
/// With the separator of RFC 4180 and a mark that tells spreadsheets UTF-8.
QByteArray csvOf(const PictureTable& table);

/// A picture of one plan, ready to be drawn many times.
class Picture {
 public:
  virtual ~Picture() = default;
  virtual Drawn paint(QPainter& painter, const QRectF& area, const PictureStyle& style) const = 0;
  virtual PictureTable table(const PictureStyle& style) const = 0;
  /// Its numbers in a sentence, for whoever does not see it.
  virtual QString said(const PictureStyle& style) const = 0;
};
/// One row for each: "headlines", "ramp", "strip", "waterfall", "cash", "tco", "tornado", "delay", "risks", "options",
/// "weather", "gates"; titles "board.<id>", what it says "board.<id>.about".
struct PictureRow {
  const char* id;
  QSize size;  // that it wants
  std::unique_ptr<const Picture> (*of)(const PlanSeen& seen);
};
std::span<const PictureRow> pictureRows();

}  // namespace plenum::views
