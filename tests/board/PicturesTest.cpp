// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "board/PictureRows.h"
#include "board/SmallBoard.h"
#include "panels/Desk.h"
#include "plan/Riskiest.h"

using namespace plenum;
using namespace plenum::views;

namespace {

struct Pictured : test::Desk {
  PlanSeen seen = test::seenPlan();
  Drawn draw(const char* id, QSize size, const PictureStyle& style, QImage* into = nullptr) const {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    Drawn out;
    for (const PictureRow& row : pictureRows())
      if (std::string(row.id) == id) out = row.of(seen)->paint(painter, QRectF(QPointF(), size), style);
    painter.end();
    if (into) *into = image;
    return out;
  }
};

const PictureMark& markOf(const Drawn& drawn, const std::string& id) {
  for (const PictureMark& mark : drawn.marks)
    if (mark.id == id) return mark;
  qFatal("no mark %s", id.c_str());
}

constexpr std::array schemes{Theme::Scheme::dark, Theme::Scheme::light, Theme::Scheme::highContrast};

}  // namespace

/// Pictures of a plan: what is drawn is what was reckoned, and can be read.
class PicturesTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aWaterfallAddsUp();
  void partsOfAChipHourAreAsLongAsTheyCost();
  void theDialTellsDaysAndWhatTheyCost();
  void driversReachAsFarAsTheyMoveTheValue();
  void theBestOfEachRowIsMarkedOnce();
  void theRiskiestIsThatOfAllOptionsAndSaidWithItsMeasure();
  void withoutSamplesOfAllNoneIsCalledRiskiest();
  void risksLieWhereTheirChanceAndDelayAre();
  void theDeepestOfTheBalanceIsThePeak();
  void aMonthIsFoundUnderItsPlace();
  void anOrderThatShouldHaveGoneOutSaysSo();
  void labelsDoNotLieOverEachOther_data();
  void labelsDoNotLieOverEachOther();
  void everyTextIsTranslated_data();
  void everyTextIsTranslated();
  void fillsAreToldApart();
  void nothingIsDrawnOutsideNorCrashes();
  void withoutAPlanTheySaySo();
  void tablesHoldTheNumbersWhole();
  void aCellThatLooksLikeAFormulaIsText();
};

void PicturesTest::aWaterfallAddsUp() {
  Pictured p;
  const WaterfallPicture values = waterfallOf(p.seen);
  const Drawn drawn = p.draw("waterfall", {640, 300}, screenStyle(p.look));
  const double full = markOf(drawn, "built").place.height(), mw = values.steps.front().mw;
  QVERIFY(full > 100.0 && mw > 0.0);
  double lost = 0.0;
  for (std::size_t k = 1; k + 1 < values.steps.size(); ++k) lost += values.steps[k].mw;
  QVERIFY(lost > 1.0);  // else the test says nothing
  QVERIFY(test::isClose(mw - lost, values.steps.back().mw, 1e-9));
  QVERIFY(test::isNear(markOf(drawn, "usable").place.height() / full, values.steps.back().mw / mw, 0.01));
  // each hangs from where the one before ended
  double y = markOf(drawn, "built").place.top();
  for (const char* id : {"redundancy", "thermal", "distribution", "space", "network", "quota", "capital"}) {
    const QRectF bar = markOf(drawn, id).place;
    QVERIFY2(std::abs(bar.top() - y) < 1.5, id);
    y = bar.bottom();
  }
  QVERIFY(std::abs(markOf(drawn, "usable").place.top() - y) < 3.0);
}

void PicturesTest::partsOfAChipHourAreAsLongAsTheyCost() {
  Pictured p;
  const TcoPicture values = tcoOf(p.seen);
  const Drawn drawn = p.draw("tco", {700, 260}, screenStyle(p.look));
  for (const auto& stack : values.stacks) {
    const double it = markOf(drawn, stack.option + "/it").place.width();
    for (const auto& part : stack.parts)
      QVERIFY(test::isNear(markOf(drawn, stack.option + "/" + part.id).place.width() / it,
                           part.yuanPerChipHour / stack.parts.front().yuanPerChipHour, 0.01));
  }
}

void PicturesTest::theDialTellsDaysAndWhatTheyCost() {
  Pictured p;
  const DelayPicture values = delayOf(p.seen);
  QCOMPARE(values.points.front().yuan, 0.0);
  // thirty days are what the headline of one day is reckoned from
  QVERIFY(test::isClose(delayAt(values, 30.0).yuan / 30.0, p.seen.evaluation->money.delayYuanPerDay, 1e-9));
  QCOMPARE(delayAt(values, 45.0).yuan, 0.5 * (delayAt(values, 30.0).yuan + delayAt(values, 60.0).yuan));
  const QRectF area(0, 0, 420, 260);
  const Drawn drawn = p.draw("delay", {420, 260}, screenStyle(p.look));
  for (const char* days : {"30", "90", "180", "365"}) {
    const auto got = delayDaysAt(area, values, markOf(drawn, days).place.center());
    QVERIFY2(got && std::abs(*got - QString(days).toDouble()) < 6.0, days);
  }
  QVERIFY(!delayDaysAt(area, values, {410.0, 250.0}));
}

void PicturesTest::driversReachAsFarAsTheyMoveTheValue() {
  Pictured p;
  const Drawn drawn = p.draw("tornado", {700, 360}, screenStyle(p.look));
  const auto& drivers = p.seen.drivers;
  QVERIFY(drivers.size() > 3);
  const auto reach = [&](const plan::Driver& d) {
    const auto [low, high] = std::minmax({d.npvLow, d.npvHigh, p.seen.evaluation->money.npv});
    return high - low;
  };
  const double first = markOf(drawn, drivers[0].id).place.width() - 4.0;
  for (const plan::Driver& d : drivers)
    QVERIFY2(std::abs((markOf(drawn, d.id).place.width() - 4.0) - first * reach(d) / reach(drivers[0])) < 2.5,
             d.id.c_str());
}

void PicturesTest::theBestOfEachRowIsMarkedOnce() {
  Pictured p;
  const OptionsPicture values = optionsOf(p.seen);
  QCOMPARE(int(values.options.size()), 2);
  const Drawn drawn = p.draw("options", {640, 480}, screenStyle(p.look));
  int marked = 0;
  for (const auto& [place, text] : drawn.labels) marked += text.startsWith(QStringLiteral("◆ ")) && text.size() > 2;
  int apart = 0;
  // the least expected loss is not the least risk, and samples differ by chance: no mark stands there
  for (const auto& row : values.rows)
    apart += row.id != std::string_view("risk") && !row.isSampled &&
             (std::isfinite(row.values[0]) != std::isfinite(row.values[1]) ||
              std::abs(row.values[0] - row.values[1]) > 1e-9 * std::abs(row.values[0]));
  QVERIFY(apart > 2);
  QCOMPARE(marked, apart + 1);  // and the note that explains the mark
}

/// The same figures and the same sentence as `plenum plan` and the report give, which ask the same of the same samples.
void PicturesTest::theRiskiestIsThatOfAllOptionsAndSaidWithItsMeasure() {
  Pictured p;
  auto& spreads = p.seen.spreads;
  // so many more of A's get there that a few hundred samples tell them apart
  for (const auto& [k, share] : {std::pair{std::size_t(0), 0.95}, {std::size_t(1), 0.3}}) {
    plan::Spread told = *spreads[k];
    told.goalShare = share;
    spreads[k] = std::make_shared<const plan::Spread>(std::move(told));
  }
  p.seen.spread = spreads[0];
  const auto riskiest = plan::riskiestOf({spreads[0].get(), spreads[1].get()});
  QVERIFY(riskiest && riskiest->by != plan::Riskiest::By::nothing);
  const OptionsPicture values = optionsOf(p.seen);
  QCOMPARE(values.riskiest, p.seen.plan->options[riskiest->option].id);
  QCOMPARE(values.risk, saidOf(*riskiest, *p.seen.plan));
  const auto rowOf = [&](const char* id) {
    for (const auto& row : values.rows)
      if (row.id == id) return row.values;
    return std::vector<double>{};
  };
  for (std::size_t k = 0; k < 2; ++k) {
    const plan::Range3 &goal = spreads[k]->goalMonth, &tco = spreads[k]->tcoPerChipHour;
    for (const auto& [id, month] : {std::pair{"goal-p10", goal.p10}, {"goal-p50", goal.p50}, {"goal-p90", goal.p90}})
      QVERIFY2(month >= p.seen.plan->months ? std::isnan(rowOf(id).at(k)) : rowOf(id).at(k) == month, id);
    QCOMPARE(rowOf("tco-p10").at(k), tco.p10);
    QCOMPARE(rowOf("tco-p50").at(k), tco.p50);
    QCOMPARE(rowOf("tco-p90").at(k), tco.p90);
    QCOMPARE(rowOf("goal-share").at(k), spreads[k]->goalShare);
    QCOMPARE(rowOf("capex-width").at(k), plan::widthOf(spreads[k]->capexes).value);
  }
  const Drawn drawn = p.draw("options", {640, 480}, screenStyle(p.look));
  int marked = 0;
  for (const auto& [place, text] : drawn.labels) marked += text.startsWith(QStringLiteral("▲ "));
  QCOMPARE(marked, 1);
  const PictureMark& mark = markOf(drawn, values.riskiest + "/" + values.riskRow);
  QVERIFY(mark.tip.contains(p.look.words("board.options.riskiest")));
  for (const PictureRow& row : pictureRows())
    if (std::string(row.id) == "options") {
      const auto picture = row.of(p.seen);
      QVERIFY(picture->said(screenStyle(p.look)).contains(p.look.words(values.risk)));
      QCOMPARE(picture->table(screenStyle(p.look)).rows.back().front(), p.look.words("board.options.riskiest"));
    }
}

void PicturesTest::withoutSamplesOfAllNoneIsCalledRiskiest() {
  Pictured p;
  p.seen.spreads[1] = nullptr;
  const OptionsPicture values = optionsOf(p.seen);
  QVERIFY(values.riskiest.empty() && values.risk.id.empty());
  for (const auto& row : values.rows)
    if (row.isSampled) QVERIFY2(std::isnan(row.values[1]), row.id.c_str());
  for (const auto& [place, text] : p.draw("options", {640, 480}, screenStyle(p.look)).labels)
    QVERIFY2(!text.startsWith(QStringLiteral("▲ ")), qPrintable(text));
}

void PicturesTest::risksLieWhereTheirChanceAndDelayAre() {
  Pictured p;
  const Drawn drawn = p.draw("risks", {400, 300}, screenStyle(p.look));
  const QRectF rare = markOf(drawn, "P2/flood").place, likely = markOf(drawn, "P3/strike").place;
  QVERIFY(rare.center().y() > likely.center().y());
  QVERIFY(rare.center().x() < likely.center().x());
  const RiskPicture values = risksOf(p.seen);
  for (const auto& dot : values.dots) QVERIFY2(dot.chipHours > 0.0, dot.id.c_str());
}

void PicturesTest::theDeepestOfTheBalanceIsThePeak() {
  Pictured p;
  const CashPicture values = cashOf(p.seen);
  const double least = *std::min_element(values.cash.begin(), values.cash.end());
  QCOMPARE(-least, values.peakFunding);
  QCOMPARE(values.cash[std::size_t(values.peakMonth)], least);
  QVERIFY(!values.low.empty());
  for (std::size_t m = 0; m < values.low.size(); ++m) QVERIFY(values.low[m] <= values.high[m] + 1e-6);
  QVERIFY(std::abs(values.invested.back() - p.seen.evaluation->money.capexFacility - p.seen.evaluation->money.capexIt -
                   p.seen.evaluation->money.capexGrid - p.seen.evaluation->money.capexRenewal) < 1.0);
}

void PicturesTest::anOrderThatShouldHaveGoneOutSaysSo() {
  Pictured p;
  HeadlinesPicture picture;
  picture.first = picture.from = plan::dayOf("2027-01-01");
  picture.entries = {{{plan::Headline::What::orderBy, -1, "P2/T1"}, double(plan::dayOf("2027-03-01").days), "day", {}}};
  const auto isSaid = [&](const char* today) {
    picture.today = plan::dayOf(today);
    QImage image(400, 200, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    const Drawn drawn = paintHeadlines(painter, image.rect(), picture, screenStyle(p.look));
    bool isMarked = false, isTold = false;
    for (const auto& [place, text] : drawn.labels) isMarked = isMarked || text == QStringLiteral("▲ 2027-03-01");
    for (const PictureMark& mark : drawn.marks)
      isTold =
          isTold || (mark.tip.contains(QLatin1String("2027-03-01")) && mark.tip.contains(QLatin1String("overdue")));
    return isMarked && isTold;
  };
  QVERIFY(isSaid("2027-03-02"));
  QVERIFY(!isSaid("2027-03-01"));
}

void PicturesTest::aMonthIsFoundUnderItsPlace() {
  Pictured p;
  const Drawn drawn = p.draw("ramp", {640, 300}, screenStyle(p.look));
  QCOMPARE(int(drawn.marks.size()), int(p.seen.evaluation->months.size()));
  for (std::size_t m = 1; m < drawn.marks.size(); ++m) {
    QCOMPARE(drawn.marks[m].month, int(m));
    QCOMPARE(drawn.marks[m].place.left(), drawn.marks[m - 1].place.right());
  }
}

void PicturesTest::labelsDoNotLieOverEachOther_data() {
  QTest::addColumn<QString>("code");
  QTest::addColumn<QSize>("size");
  for (const char* code : {"en", "zh"})
    for (const QSize size : {QSize(380, 230), QSize(560, 300), QSize(1100, 620)})
      QTest::addRow("%s %dx%d", code, size.width(), size.height()) << code << size;
}

void PicturesTest::labelsDoNotLieOverEachOther() {
  QFETCH(QString, code);
  QFETCH(QSize, size);
  Pictured p;
  p.speak(code.toStdString());
  for (const PictureRow& row : pictureRows()) {
    const Drawn drawn = p.draw(row.id, size, paperStyle(p.look));
    QVERIFY2(!drawn.labels.empty(), row.id);
    for (std::size_t a = 0; a < drawn.labels.size(); ++a)
      for (std::size_t b = a + 1; b < drawn.labels.size(); ++b) {
        const QRectF over = drawn.labels[a].first.intersected(drawn.labels[b].first);
        QVERIFY2(
            over.width() < 2.0 || over.height() < 2.0,
            qPrintable(QString::fromLatin1(row.id) + ": " + drawn.labels[a].second + " | " + drawn.labels[b].second));
      }
  }
}

void PicturesTest::everyTextIsTranslated_data() {
  QTest::addColumn<QString>("code");
  QTest::newRow("en") << "en";
  QTest::newRow("zh") << "zh";
}

void PicturesTest::everyTextIsTranslated() {
  QFETCH(QString, code);
  Pictured p;
  p.speak(code.toStdString());
  static const QRegularExpression bare(QStringLiteral("\\b(board|derive|expansion|plan)\\.[a-z]"));
  const PictureStyle style = screenStyle(p.look);
  for (const PictureRow& row : pictureRows()) {
    const auto picture = row.of(p.seen);
    QStringList all{picture->said(style)};
    all << picture->table(style).head;
    for (const QStringList& cells : picture->table(style).rows) all << cells;
    const Drawn drawn = p.draw(row.id, {1100, 620}, style);
    for (const auto& [place, text] : drawn.labels) all << text;
    for (const PictureMark& mark : drawn.marks) all << mark.tip;
    for (const QString& text : all) {
      QVERIFY2(!text.contains(bare), qPrintable(text));
      QVERIFY2(!text.contains(QLatin1Char('{')), qPrintable(text));
    }
  }
}

void PicturesTest::fillsAreToldApart() {
  Pictured p;
  const TcoPicture values = tcoOf(p.seen);
  QImage image;
  const Drawn drawn = p.draw("tco", {1100, 300}, paperStyle(p.look), &image);
  const std::string& option = values.stacks.front().option;
  const auto grey = [&](const char* part) {
    const QRectF place = markOf(drawn, option + "/" + part).place;
    return qGray(image.pixel(int(place.left()) + 2, int(place.top()) + 3));
  };
  QVERIFY(std::abs(grey("it") - grey("facility")) > 25);  // by lightness alone
}

void PicturesTest::nothingIsDrawnOutsideNorCrashes() {
  Pictured p;
  const QString folder = qEnvironmentVariable("PLENUM_PICTURES_DIR");
  for (const auto scheme : schemes) {
    p.look.theme.wear(scheme);
    for (const QSize size :
         {QSize(1, 1), QSize(40, 30), QSize(120, 90), QSize(300, 160), QSize(1600, 240), QSize(620, 340)})
      for (const PictureRow& row : pictureRows()) {
        QImage image(size + QSize(20, 20), QImage::Format_RGB32);
        image.fill(Qt::magenta);
        QPainter painter(&image);
        row.of(p.seen)->paint(painter, QRectF(QPointF(10, 10), size), screenStyle(p.look));
        painter.end();
        for (int x = 0; x < image.width(); ++x) {
          QCOMPARE(image.pixelColor(x, 3), QColor(Qt::magenta));
          QCOMPARE(image.pixelColor(x, image.height() - 4), QColor(Qt::magenta));
        }
        if (!folder.isEmpty())
          image.save(
              QDir(folder).filePath(QStringLiteral("%1-%2-%3.png").arg(row.id).arg(int(scheme)).arg(size.width())));
      }
  }
}

void PicturesTest::withoutAPlanTheySaySo() {
  Pictured p;
  p.seen = {};
  for (const PictureRow& row : pictureRows()) {
    const Drawn drawn = p.draw(row.id, {400, 240}, screenStyle(p.look));
    QVERIFY2(drawn.marks.empty() && drawn.labels.size() >= 2, row.id);
    row.of(p.seen)->said(screenStyle(p.look));
    row.of(p.seen)->table(screenStyle(p.look));
  }
}

void PicturesTest::tablesHoldTheNumbersWhole() {
  Pictured p;
  const PictureStyle style = screenStyle(p.look);
  for (const PictureRow& row : pictureRows()) {
    const PictureTable table = row.of(p.seen)->table(style);
    QVERIFY2(!table.rows.empty(), row.id);
    for (const QStringList& cells : table.rows) QCOMPARE(cells.size(), table.head.size());
  }
  const PictureTable ramp = pictureRows()[2].of(p.seen)->table(style);
  for (std::size_t m = 0; m < ramp.rows.size(); ++m)
    QCOMPARE(ramp.rows[m][1].toDouble(), p.seen.evaluation->months[m].liveMw);
}

void PicturesTest::aCellThatLooksLikeAFormulaIsText() {
  const QByteArray csv = csvOf({{"a", "b"}, {{"=1+1", "-5.5"}, {"x,y", "he said \"no\""}}});
  QCOMPARE(csv, QByteArray("\xef\xbb\xbf"
                           "a,b\r\n'=1+1,-5.5\r\n\"x,y\",\"he said \"\"no\"\"\"\r\n"));
}

PLENUM_TEST_WITH(QApplication, PicturesTest)
#include "PicturesTest.moc"
