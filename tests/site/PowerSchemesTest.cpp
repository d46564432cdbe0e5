// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "io/Files.h"
#include "site/Generate.h"
#include "site/Layout.h"
#include "support/Test.h"

using namespace plenum;

namespace {

using Is = PowerSpec::Kind;

std::shared_ptr<const Catalog> schemeCatalog() {
  static const std::shared_ptr<const Catalog> one = [] {
    auto read = io::readCatalog(io::assetsDir() / "catalog");
    return read ? *read : nullptr;
  }();
  return one;
}

double schemeRackW(const PlacedRack& rack) {
  const double insideW =
      rack.server->chips * rack.chip->tdp.si + rack.server->otherFull.si + rack.server->fansNominal.si;
  return rack.spec->servers * insideW / rack.server->psuLoad50.si;
}

/// The tree with one device lost, once transfers and ties have made their moves and gensets stand still: what is live,
/// and what racks put on it, without losses. Written for this test alone, from the meaning of the fields.
struct Aftermath {
  std::vector<double> loadW;
  std::vector<bool> isLive;
  int darkRacks = 0;

  Aftermath(const Layout& layout, std::uint32_t lost) {
    const std::size_t n = layout.power.size();
    loadW.assign(n, 0.0);
    isLive.assign(n, false);
    std::vector<std::vector<std::uint32_t>> carriers(n);
    const auto settle = [&](bool usesTies) {
      for (std::uint32_t d = 0; d < n; ++d) {
        const PlacedPower& device = layout.power[d];
        if (d == lost || device.kind == Is::genset || device.kind == Is::tie || isLive[d]) continue;
        if (device.kind == Is::feed) isLive[d] = true;
        if (device.from == none) continue;
        std::vector<std::uint32_t> first = device.parallel;
        first.push_back(device.from);
        for (const std::uint32_t source : first)
          if (isLive[source]) carriers[d].push_back(source);
        if (carriers[d].empty() && device.alternate != none && isLive[device.alternate])
          carriers[d].push_back(device.alternate);
        if (carriers[d].empty() && usesTies)
          for (const PlacedPower& tie : layout.power) {
            if (tie.kind != Is::tie || (tie.from != d && tie.alternate != d)) continue;
            const std::uint32_t other = tie.from == d ? tie.alternate : tie.from;
            if (isLive[other] && carriers[d].empty()) carriers[d].push_back(other);
          }
        isLive[d] = !carriers[d].empty();
      }
    };
    settle(false);
    settle(true);
    for (const PlacedRack& rack : layout.racks) {
      const bool a = rack.feedA != none && isLive[rack.feedA], b = rack.feedB != none && isLive[rack.feedB];
      darkRacks += !a && !b;
      if (a) loadW[rack.feedA] += schemeRackW(rack) * (b ? 0.5 : 1.0);
      if (b) loadW[rack.feedB] += schemeRackW(rack) * (a ? 0.5 : 1.0);
    }
    // boards that hang on a neighbour by a tie come before that neighbour is summed up
    const auto pass = [&](std::uint32_t d) {
      for (const std::uint32_t source : carriers[d])
        loadW[source] += loadW[d] / static_cast<double>(carriers[d].size());
    };
    const auto isTied = [&](std::uint32_t d) {
      return !carriers[d].empty() && layout.power[carriers[d][0]].depth >= layout.power[d].depth;
    };
    std::vector<std::uint32_t> order;
    for (std::uint32_t d = 0; d < n; ++d) order.push_back(d);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
      if (layout.power[x].depth != layout.power[y].depth) return layout.power[x].depth > layout.power[y].depth;
      return isTied(x) && !isTied(y);
    });
    for (const std::uint32_t d : order) pass(d);
  }

  QString overload(const Layout& layout) const {
    for (std::size_t d = 0; d < loadW.size(); ++d)
      if (loadW[d] > layout.power[d].rating.si && layout.power[d].kind != Is::tie)
        return QString("%1 carries %2 kW of %3")
            .arg(layout.power[d].id.c_str())
            .arg(loadW[d] / 1e3)
            .arg(layout.power[d].rating.si / 1e3);
    return {};
  }
};

LayoutPtr layoutOf(std::int64_t chips, PowerScheme power, const char* like) {
  GenerateOptions options;
  options.chips = chips;
  options.like = like;
  options.power = power;
  const auto site = generateSite(options, schemeCatalog());
  if (!site) return nullptr;
  const auto layout = layOut(std::make_shared<const Site>(*site));
  if (layout) return *layout;
  for (const Problem& p : layout.problems()) qWarning("%s %s", p.place.pointer.c_str(), p.what.id.c_str());
  return nullptr;
}

struct Scheme {
  const char* word;
  PowerScheme scheme;
  double normalMost;  // of a UPS, while all is well, by the caps of physics 6.5
};
const Scheme schemes[] = {{"n", PowerScheme::n, 1.0},
                          {"n+1", PowerScheme::nPlusOne, 1.0},
                          {"2n", PowerScheme::twoN, 0.5},
                          {"3n2", PowerScheme::threeTwo, 2.0 / 3.0},
                          {"4n3", PowerScheme::fourThree, 0.75},
                          {"catcher", PowerScheme::catcher, 1.0}};

}  // namespace

/// Campuses of every scheme and size: sound, whole by day, and whole with any one unit lost that the scheme covers.
class PowerSchemesTest : public QObject {
  Q_OBJECT

  static void campuses() {
    QTest::addColumn<int>("scheme");
    QTest::addColumn<int>("chips");
    QTest::addColumn<QString>("like");
    for (int s = 0; s < static_cast<int>(std::size(schemes)); ++s) {
      for (const int chips : {64, 640, 10'000, 100'000})
        QTest::addRow("%s, %d hybrid", schemes[s].word, chips) << s << chips << QStringLiteral("shaoguan");
      for (const int chips : {128, 10'240, 102'400})
        QTest::addRow("%s, %d liquid", schemes[s].word, chips) << s << chips << QStringLiteral("liquid");
    }
  }

 private Q_SLOTS:
  void initTestCase() { QVERIFY(schemeCatalog()); }

  void wordsAreKnown() {
    for (const Scheme& s : schemes) QVERIFY(powerSchemeOf(s.word) == s.scheme);
    for (const char* word : {"", "2N", "n+2", "N"}) QVERIFY(!powerSchemeOf(word));
  }

  void oneLostUnitIsCarriedByTheRest_data() { campuses(); }
  void oneLostUnitIsCarriedByTheRest() {
    QFETCH(int, scheme);
    QFETCH(int, chips);
    QFETCH(QString, like);
    const Scheme& s = schemes[scheme];
    const LayoutPtr layout = layoutOf(chips, s.scheme, like.toStdString().c_str());
    QVERIFY(layout);
    QCOMPARE(layout->chips, static_cast<std::uint32_t>(chips));

    const Aftermath whole(*layout, none);
    QCOMPARE(whole.darkRacks, 0);
    QVERIFY2(whole.overload(*layout).isEmpty(), qPrintable(whole.overload(*layout)));
    for (std::size_t d = 0; d < layout->power.size(); ++d)
      if (layout->power[d].ups)
        QVERIFY2(whole.loadW[d] <= s.normalMost * layout->power[d].rating.si * (1.0 + 1e-9),
                 layout->power[d].id.c_str());

    // every kind once a block is enough for the large ones: their blocks are alike
    int looked = 0;
    for (std::uint32_t d = 0; d < layout->power.size() && looked < 400; ++d) {
      const PlacedPower& device = layout->power[d];
      const bool isCovered = device.kind == Is::ups || device.kind == Is::transformer || device.kind == Is::feed ||
                             (device.kind == Is::board && device.parallel.empty());  // an output board has no other
      if (!isCovered) continue;
      ++looked;
      const Aftermath after(*layout, d);
      if (s.scheme == PowerScheme::n) {
        if (whole.loadW[d] > 0.0) QVERIFY2(after.darkRacks > 0, device.id.c_str());
        continue;
      }
      QVERIFY2(after.darkRacks == 0, qPrintable(QString("%1: %2 dark").arg(device.id.c_str()).arg(after.darkRacks)));
      QVERIFY2(after.overload(*layout).isEmpty(),
               qPrintable(QString("without %1: ").arg(device.id.c_str()) + after.overload(*layout)));
    }
    QVERIFY(looked > 0);
  }

  // the same contingency with a smaller string must be seen, or the test above says nothing
  void aStringThatIsTooSmallIsSeen() {
    GenerateOptions options;
    options.power = PowerScheme::threeTwo;
    const auto site = generateSite(options, schemeCatalog());
    QVERIFY(site);
    Site spoilt = *site;
    for (Hall& hall : spoilt.halls) {
      HallDesign design = *hall.design;
      for (PowerSpec& device : design.power)
        if (device.id == "UA1") device.type = "ups-200";
      hall.design = std::make_shared<const HallDesign>(std::move(design));
    }
    const auto layout = layOut(std::make_shared<const Site>(spoilt));
    QVERIFY(layout);
    const auto lost = (*layout)->find("H1/UB1");
    QVERIFY(lost);
    QVERIFY(Aftermath(**layout, lost->index).overload(**layout).contains("UA1"));
  }

  void gensetsCarryTheirBoardWithOneLost_data() {
    QTest::addColumn<int>("scheme");
    for (int s = 1; s < static_cast<int>(std::size(schemes)); ++s) QTest::newRow(schemes[s].word) << s;
  }
  void gensetsCarryTheirBoardWithOneLost() {
    QFETCH(int, scheme);
    const LayoutPtr layout = layoutOf(10'000, schemes[scheme].scheme, "shaoguan");
    QVERIFY(layout);
    const Aftermath whole(*layout, none);
    int boards = 0;
    for (std::size_t d = 0; d < layout->power.size(); ++d) {
      const PlacedPower& board = layout->power[d];
      if (board.standby.empty()) continue;
      ++boards;
      const double left = static_cast<double>(board.standby.size() - 1) * layout->power[board.standby[0]].rating.si;
      QVERIFY2(left >= whole.loadW[d], board.id.c_str());
    }
    QVERIFY(boards >= 2);
  }
};

PLENUM_TEST(PowerSchemesTest)
#include "PowerSchemesTest.moc"
