// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPainter>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "look/Look.h"
#include "plan/Derivation.h"
#include "plan/Spread.h"

namespace plenum::views {

// What a plan comes to, as pictures for people who decide: values first, then pure functions that draw them into any
// rectangle of any painter, on screen and on paper alike. Nothing here knows a widget. `PictureRows.h` lists them all.

/// What a picture wears. Refers to a Look; the same picture in another language is another Look.
struct PictureStyle {
  const Theme& theme;
  const Words& words;
  const Format& format;
  Tokens tokens;
};
PictureStyle screenStyle(const Look& look);
/// On white, for print.
PictureStyle paperStyle(const Look& look);

/// One thing in a picture that says a number and leads somewhere.
struct PictureMark {
  std::string id;  // "thermal", "2028-03", "P2/shell"
  QRectF place;
  QString tip;  // with the exact value
  int month = -1;
  std::string entity;  // of an activity or a thing of the site
  std::optional<plan::Headline> headline;
};
/// What was drawn where.
struct Drawn {
  std::vector<PictureMark> marks;
  std::vector<std::pair<QRectF, QString>> labels;  // every text
};

/// The numbers that people ask for first, each with where it comes from: of one month and of the whole plan.
struct HeadlinesPicture {
  struct Entry {
    plan::Headline of;
    double value = 0.0;  // NaN: none
    std::string unit;    // as a derivation's
    Name name;           // of a resource or an item that it is about
  };
  plan::Day from, first, today;  // today: unset where the plan tells none
  std::vector<Entry> entries;
};
Drawn paintHeadlines(QPainter& painter, const QRectF& area, const HeadlinesPicture& picture, const PictureStyle& style);

/// Megawatts of IT month by month: live, built and idle, being tested and being built, against demand and firm grid.
struct RampPicture {
  plan::Day from;
  std::vector<double> liveMw, idleMw, testingMw, buildingMw, demandMw, gridMw;  // grid: infinite where it is no limit
  std::vector<double> lowMw, highMw;                                            // of live, P10 and P90; may be empty
  int today = -1, goal = -1, month = -1;
};
Drawn paintRamp(QPainter& painter, const QRectF& area, const RampPicture& picture, const PictureStyle& style);

/// How near every resource is to its limit in every month: what is usable as a share of what it carries.
struct StripPicture {
  plan::Day from;
  std::vector<plan::Resource> resources;               // those that ever limit
  std::vector<std::vector<double>> load;               // by resource, by month; 1: it binds
  std::vector<std::optional<plan::Resource>> binding;  // by month; empty: demand holds back what runs
  std::vector<bool> isSpared;
  int month = -1;
};
Drawn paintStrip(QPainter& painter, const QRectF& area, const StripPicture& picture, const PictureStyle& style);

/// From what is built to what is usable in one month.
struct WaterfallPicture {
  int month = 0;
  plan::Day first;
  std::vector<plan::WaterfallStep> steps;
};
Drawn paintWaterfall(QPainter& painter, const QRectF& area, const WaterfallPicture& picture, const PictureStyle& style);

/// Money since the plan's first month, in CNY, by the end of each.
struct CashPicture {
  plan::Day from;
  std::vector<double> committed, invested, cash;
  std::vector<double> low, high;  // of invested, P10 and P90; may be empty
  int today = -1, peakMonth = -1, month = -1;
  double peakFunding = 0.0, peakLow = 0.0, peakHigh = 0.0;  // low = high: no range
};
Drawn paintCash(QPainter& painter, const QRectF& area, const CashPicture& picture, const PictureStyle& style);

/// What an hour of a chip costs, for each option.
struct TcoPicture {
  struct Stack {
    std::string option;
    Name name;
    std::vector<plan::Money::Part> parts;
    double total = 0.0;
  };
  std::vector<Stack> stacks;
  std::string shown;  // option
};
Drawn paintTco(QPainter& painter, const QRectF& area, const TcoPicture& picture, const PictureStyle& style);

/// What the present value hangs on most.
struct TornadoPicture {
  double npv = 0.0;
  std::vector<plan::Driver> drivers;  // empty: not reckoned yet
};
Drawn paintTornado(QPainter& painter, const QRectF& area, const TornadoPicture& picture, const PictureStyle& style);

/// What it costs when all that is not ready yet comes so many days late.
struct DelayPicture {
  struct Point {
    double days = 0.0, yuan = 0.0, chipHours = 0.0;  // income less running cost that is lost
  };
  std::vector<Point> points;  // ascending, from 0
  double days = 90.0;         // asked for
};
Drawn paintDelay(QPainter& painter, const QRectF& area, const DelayPicture& picture, const PictureStyle& style);
/// Between the points.
DelayPicture::Point delayAt(const DelayPicture& picture, double days);
/// Which days a place on the dial stands for.
std::optional<double> delayDaysAt(const QRectF& area, const DelayPicture& picture, QPointF place);

/// Risks by chance and delay; size says what one costs.
struct RiskPicture {
  struct Dot {
    std::string id, activity, entity;
    Name name;
    double chance = 0.0, weeks = 0.0;  // the middle of its delay
    double costYuan = 0.0;             // of present value, if it happens
    double chipHours = 0.0;            // lost then
  };
  std::vector<Dot> dots;
};
Drawn paintRisks(QPainter& painter, const QRectF& area, const RiskPicture& picture, const PictureStyle& style);

/// Options side by side; the best of each row is marked.
struct OptionsPicture {
  struct Row {
    enum class Kind : std::uint8_t { month, yuan, perHour, ratio, water, carbon, megawatts, chipHours, count, share };
    std::string id;  // text "board.options.<id>"
    Kind kind = Kind::count;
    bool isHighBest = false;
    std::vector<double> values;   // NaN: none
    bool isSampled = false;       // told by samples: a little less is no better
    bool isIncomparable = false;  // of other chips: less of it is no better
  };
  plan::Day from;
  std::vector<Name> names;
  std::vector<std::string> options;
  std::vector<Row> rows;
  std::string shown;
  std::string riskiest, riskRow;  // option, and the row that says by what; "" where samples cannot tell or lack
  Text risk;                      // which is riskiest, in a sentence; no id: samples of an option lack
};
Drawn paintOptions(QPainter& painter, const QRectF& area, const OptionsPicture& picture, const PictureStyle& style);

/// PUE, WUE and CUE of the campus of one month over the year and over its load, with what is allowed.
struct WeatherPicture {
  struct Load {
    double utilisation = 1.0;
    std::array<double, 12> pue{}, wue{}, cue{};
    double yearPue = 0.0, yearWue = 0.0, yearCue = 0.0;
  };
  std::vector<Load> loads;                // ascending
  double pueLimit = 0.0, wueLimit = 0.0;  // 0: none
  int month = 0;                          // of the plan, whose campus this is
  plan::Day first;
};
Drawn paintWeather(QPainter& painter, const QRectF& area, const WeatherPicture& picture, const PictureStyle& style);

/// The ladder G0 to G7 of every phase, with what proves each gate.
struct GatesPicture {
  struct Gate {
    int number = 0;
    std::string activity;  // "P2/G3"
    plan::Day due, passed;
    std::vector<Name> evidence;
  };
  struct Phase {
    std::string id;
    Name name;
    std::vector<Gate> gates;
  };
  std::vector<Phase> phases;
  plan::Day today;
  std::string chosen;  // activity of the gate whose evidence is listed; "": the next that is not passed
};
Drawn paintGates(QPainter& painter, const QRectF& area, const GatesPicture& picture, const PictureStyle& style);

}  // namespace plenum::views
