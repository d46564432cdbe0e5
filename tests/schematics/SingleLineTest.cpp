// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <map>
#include <set>

#include "schematics/PowerSites.h"
#include "schematics/SingleLine.h"
#include "schematics/SingleLineFold.h"

using namespace plenum;
using namespace plenum::views;

namespace {

struct Page {
  QByteArray name;
  LayoutPtr layout;
  SingleLine drawing;
};

bool linesOverlap(const QLineF& a, const QLineF& b) {
  const bool isFlat = a.y1() == a.y2();
  if (isFlat != (b.y1() == b.y2())) return false;
  if (isFlat ? std::abs(a.y1() - b.y1()) > 3.0 : std::abs(a.x1() - b.x1()) > 3.0) return false;
  const auto span = [&](const QLineF& l) {
    const auto [low, high] = isFlat ? std::minmax({l.x1(), l.x2()}) : std::minmax({l.y1(), l.y2()});
    return std::pair(low, high);
  };
  return std::min(span(a).second, span(b).second) - std::max(span(a).first, span(b).first) > 0.01;
}

QRectF boxOf(const QLineF& piece) { return QRectF(piece.p1(), piece.p2()).normalized(); }

bool meets(const QLineF& piece, const QRectF& box) {
  const QRectF line = boxOf(piece);
  return line.right() > box.left() + 0.5 && line.left() < box.right() - 0.5 && line.bottom() > box.top() + 0.5 &&
         line.top() < box.bottom() - 0.5;
}

const LineSymbol* symbolWith(const SingleLine& drawing, const Layout& layout, const std::string& id) {
  const auto ref = layout.find(id);
  if (!ref) return nullptr;
  for (const LineSymbol& symbol : drawing.symbols)
    if (symbol.shape != LineShape::loads &&
        std::find(symbol.members.begin(), symbol.members.end(), *ref) != symbol.members.end())
      return &symbol;
  return nullptr;
}

}  // namespace

class SingleLineTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    std::vector<std::pair<QByteArray, LayoutPtr>> layouts{{"small", test::SmallSite().layout()},
                                                          {"fake", test::fakeLayout()},
                                                          {"two-n", test::twoN()},
                                                          {"n-plus-one", test::nPlusOne()},
                                                          {"three-to-two", test::threeToTwo()},
                                                          {"catcher", test::catcher()},
                                                          {"one-hall", test::sampleSite("one-hall")},
                                                          {"shaoguan", test::sampleSite("shaoguan")},
                                                          {"two thousand", test::generatedSite(2'000)},
                                                          {"hundred thousand", test::generatedSite(100'000)}};
    for (const char* word : {"n", "n+1", "2n", "3n2", "4n3", "catcher"})
      for (const std::int64_t chips : {1'000, 30'000}) {
        GenerateOptions options;
        options.power = powerSchemeOf(word).value();
        layouts.push_back({QByteArray("scheme ") + word + " " + QByteArray::number(qlonglong(chips)),
                           test::generatedSite(chips, options)});
      }
    for (const auto& [name, layout] : layouts) {
      QVERIFY2(layout, name);
      pages_.push_back({name, layout, singleLine(*layout, {})});
      // one group opened after another
      Opened opened;
      for (int turn = 0; turn < 4; ++turn) {
        const SingleLine now = singleLine(*layout, opened);
        for (const LineSymbol& symbol : now.symbols)
          if (symbol.shape != LineShape::loads && symbol.members.size() > 1 && symbol.members.size() < 30) {
            for (const EntityRef member : symbol.members) opened.insert(layout->idOf(member));
            break;
          }
      }
      pages_.push_back({name + " opened", layout, singleLine(*layout, opened)});
      opened = {layout->power.back().id};
      pages_.push_back({name + " one by itself", layout, singleLine(*layout, opened)});
    }
  }

  void symbolsAndTextsKeepApart() {
    for (const Page& page : pages_) {
      const SingleLine& d = page.drawing;
      const QRectF sheet(QPointF(), d.size);
      for (std::size_t i = 0; i < d.symbols.size(); ++i) {
        const LineSymbol& a = d.symbols[i];
        QVERIFY2(sheet.contains(a.cell) && sheet.contains(a.glyph), page.name);
        QVERIFY2(a.cell.contains(a.text.adjusted(0.1, 0.1, -0.1, -0.1)), page.name);
        QVERIFY2(!a.text.intersects(a.glyph), page.name);
        for (std::size_t k = 0; k < d.symbols.size(); ++k) {
          const LineSymbol& b = d.symbols[k];
          // a bar may reach beyond its cell, but into no other's
          const bool isApart = !a.cell.intersects(b.cell) && !a.glyph.intersects(b.cell) &&
                               !a.glyph.adjusted(-6, 0, 6, 0).intersects(b.glyph);
          if (k == i || isApart) continue;
          qWarning() << a.key.c_str() << a.cell << a.glyph << b.key.c_str() << b.cell;
          QFAIL(page.name);
        }
      }
      for (std::size_t i = 0; i < d.breakers.size(); ++i) {
        QVERIFY2(d.symbols[d.breakers[i].symbol].cell.contains(d.breakers[i].at), page.name);
        // with its label, which stands to its right
        const QRectF labelled = d.breakers[i].at.adjusted(0, 0, 20, 0);
        for (const LineSymbol& symbol : d.symbols)
          QVERIFY2(!symbol.text.intersects(labelled), (page.name + " " + symbol.key.c_str()).constData());
        for (std::size_t k = i + 1; k < d.breakers.size(); ++k)
          QVERIFY2(!d.breakers[i].at.intersects(d.breakers[k].at), page.name);
      }
    }
  }

  void linesNeverLieOnOneAnother() {
    for (const Page& page : pages_) {
      const auto& nets = page.drawing.nets;
      for (std::size_t i = 0; i < nets.size(); ++i)
        for (std::size_t k = i + 1; k < nets.size(); ++k)
          for (const QLineF& a : nets[i].pieces)
            for (const QLineF& b : nets[k].pieces)
              if (linesOverlap(a, b)) {
                const auto& symbols = page.drawing.symbols;
                qWarning() << symbols[nets[i].sources.front().symbol].key.c_str() << a
                           << symbols[nets[k].sources.front().symbol].key.c_str() << b;
                QFAIL(page.name);
              }
    }
  }

  void linesPassBesideSymbolsBarsAndTexts() {
    for (const Page& page : pages_)
      for (const LineNet& net : page.drawing.nets)
        for (const QLineF& piece : net.pieces) {
          QVERIFY2(piece.x1() == piece.x2() || piece.y1() == piece.y2(), page.name);
          for (std::size_t s = 0; s < page.drawing.symbols.size(); ++s) {
            const LineSymbol& symbol = page.drawing.symbols[s];
            QVERIFY2(!meets(piece, symbol.text), (page.name + " " + symbol.key.c_str()).constData());
            QVERIFY2(!meets(piece, symbol.glyph), (page.name + " " + symbol.key.c_str()).constData());
          }
        }
  }

  void everyDeviceIsDrawnOnceAndEveryBreaker() {
    for (const Page& page : pages_) {
      std::map<std::uint32_t, int> devices;
      std::set<std::pair<std::uint32_t, std::uint32_t>> breakers;
      for (const LineSymbol& symbol : page.drawing.symbols)
        if (symbol.shape != LineShape::loads)
          for (const EntityRef member : symbol.members) ++devices[member.index];
      for (const LineBreaker& breaker : page.drawing.breakers)
        for (const EntityRef member : breaker.members) QVERIFY(breakers.insert({member.index, member.part}).second);
      for (std::uint32_t i = 0; i < page.layout->power.size(); ++i) {
        const PlacedPower& device = page.layout->power[i];
        QCOMPARE(devices[i], 1);
        if (device.kind == PowerSpec::Kind::tie) continue;  // is one itself
        for (std::uint32_t b = 1; b <= device.breakers.size(); ++b)
          QVERIFY2(breakers.contains({i, b}), (page.name + " " + device.id.c_str()).constData());
      }
    }
  }

  void everySourceIsJoinedToWhatItFeeds() {
    for (const Page& page : pages_) {
      std::map<std::uint32_t, std::size_t> symbolOf;
      const auto& symbols = page.drawing.symbols;
      for (std::size_t s = 0; s < symbols.size(); ++s)
        if (symbols[s].shape != LineShape::loads)
          for (const EntityRef member : symbols[s].members) symbolOf[member.index] = s;
      std::set<std::pair<std::size_t, std::size_t>> joined;
      for (const LineNet& net : page.drawing.nets)
        for (const LineEnd& source : net.sources)
          for (const LineEnd& target : net.targets) joined.insert({source.symbol, target.symbol});
      for (std::uint32_t i = 0; i < page.layout->power.size(); ++i) {
        const PlacedPower& device = page.layout->power[i];
        const bool gives = isGiver(device.kind);
        std::vector<std::uint32_t> sources = device.parallel;
        sources.insert(sources.end(), device.standby.begin(), device.standby.end());
        for (const std::uint32_t source : {device.from, device.alternate})
          if (source != none) sources.push_back(source);
        for (const std::uint32_t source : sources) {
          const auto pair = gives ? std::pair(symbolOf[i], symbolOf[source]) : std::pair(symbolOf[source], symbolOf[i]);
          QVERIFY2(joined.contains(pair), (page.name + " " + device.id.c_str()).constData());
        }
      }
    }
  }

  void everyRackIsCountedAtBothItsFeeds() {
    for (const Page& page : pages_) {
      std::map<std::uint32_t, int> cords;
      for (const LineSymbol& symbol : page.drawing.symbols)
        for (const EntityRef load : symbol.loads)
          // loads beside a device are told there, not twice
          if (load.kind == Kind::rack && (symbol.shape == LineShape::loads || symbol.shape == LineShape::outlet))
            ++cords[load.index];
      for (std::uint32_t r = 0; r < page.layout->racks.size(); ++r) {
        const PlacedRack& rack = page.layout->racks[r];
        QCOMPARE(cords[r], int(rack.feedA != none) + int(rack.feedB != none));
      }
    }
  }

  void whatStandsInForOneAnotherIsNeverOneSymbol() {
    for (const Page& page : pages_)
      for (const PlacedRack& rack : page.layout->racks) {
        if (rack.feedA == none || rack.feedB == none) continue;
        for (const LineSymbol& symbol : page.drawing.symbols) {
          if (symbol.shape == LineShape::loads) continue;
          const auto holds = [&](std::uint32_t device) {
            return std::find(symbol.members.begin(), symbol.members.end(), EntityRef{Kind::powerDevice, device}) !=
                   symbol.members.end();
          };
          QVERIFY2(rack.feedA == rack.feedB || !(holds(rack.feedA) && holds(rack.feedB)), page.name);
        }
      }
  }

  void sideAStandsLeftOfSideB() {
    const Page& page = pageOf("shaoguan");
    for (const auto& [a, b] : {std::pair{"MA", "MB"}, {"TPA", "TPB"}, {"UPA", "UPB"}, {"H1/UA1", "H1/UB1"}}) {
      const LineSymbol *left = symbolWith(page.drawing, *page.layout, a),
                       *right = symbolWith(page.drawing, *page.layout, b);
      QVERIFY2(left && right, a);
      QVERIFY2(left->outX < right->outX, a);
    }
  }

  void aLargeCampusIsOneScreenUntilItIsOpened() {
    const Page& page = pageOf("hundred thousand");
    QVERIFY(page.layout->power.size() > 300);
    QVERIFY2(page.drawing.symbols.size() < 80, QByteArray::number(qulonglong(page.drawing.symbols.size())));
    QVERIFY2(page.drawing.size.width() < 2600, QByteArray::number(page.drawing.size.width()));
    // one busway asked for stands by itself, and so does everything up to the feed
    const std::string id = page.layout->power.back().id;
    const SingleLine opened = singleLine(*page.layout, {id});
    std::uint32_t device = page.layout->find(id)->index;
    QVERIFY(symbolWith(page.drawing, *page.layout, id)->members.size() > 1);
    while (device != none) {
      QCOMPARE(symbolWith(opened, *page.layout, page.layout->power[device].id)->members.size(), std::size_t(1));
      device = page.layout->power[device].from;
    }
    QVERIFY(opened.symbols.size() < 120);
  }

  void aSmallSiteIsDrawnDeviceByDevice() {
    for (const LineSymbol& symbol : pageOf("small").drawing.symbols)
      if (symbol.shape != LineShape::loads) QCOMPARE(symbol.members.size(), std::size_t(1));
  }

  void fewLinesCross() {
    const std::map<QByteArray, std::size_t> most{{"small", 4},         {"two-n", 4},         {"n-plus-one", 2},
                                                 {"three-to-two", 16}, {"catcher", 16},      {"one-hall", 8},
                                                 {"shaoguan", 16},     {"two thousand", 16}, {"hundred thousand", 30}};
    for (const auto& [name, limit] : most) {
      const std::size_t is = crossingsOf(pageOf(name).drawing);
      qInfo() << name << is << "crossings," << pageOf(name).drawing.symbols.size() << "symbols"
              << pageOf(name).drawing.size;
      QVERIFY2(is <= limit, name + " " + QByteArray::number(qulonglong(is)));
    }
  }

  void drawingTwiceIsTheSameDrawing() {
    for (const Page& page : pages_) {
      if (page.name.contains(' ') && !page.name.startsWith("hundred")) continue;
      if (page.name.endsWith("opened") || page.name.endsWith("itself")) continue;
      QVERIFY(singleLine(*page.layout, {}) == page.drawing);
    }
  }

  void anEmptySiteHasNoDrawing() {
    Layout nothing;
    QVERIFY(singleLine(nothing, {}).symbols.empty());
    QVERIFY(singleLine(nothing, {"X"}).nets.empty());
  }

  void aHundredThousandChipsAreDrawnAtOnce() {
    QElapsedTimer timer;
    timer.start();
    singleLine(*pageOf("hundred thousand").layout, {});
    qInfo() << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() < 2000);
  }

 private:
  const Page& pageOf(const QByteArray& name) const {
    for (const Page& page : pages_)
      if (page.name == name) return page;
    qFatal("no page %s", name.constData());
  }
  std::vector<Page> pages_;
};

PLENUM_TEST(SingleLineTest)
#include "SingleLineTest.moc"
