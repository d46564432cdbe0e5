// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "io/Files.h"
#include "schematics/Diagram.h"
#include "schematics/Plants.h"
#include "site/Generate.h"
#include "support/FakeCampus.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

namespace {

LayoutPtr sample(const char* id) {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  const auto project = io::openProject(test::sourceDir() / "sample-sites" / id / (std::string(id) + ".site.json"));
  return project ? project->layout : nullptr;
}

LayoutPtr generated(std::int64_t chips) {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return nullptr;
  GenerateOptions options;
  options.chips = chips;
  auto site = generateSite(options, *catalog);
  if (!site) return nullptr;
  auto layout = layOut(std::make_shared<const Site>(std::move(*site)));
  return layout ? *layout : nullptr;
}

struct Drawing {
  QByteArray name;
  LayoutPtr layout;
  Diagram diagram;
};

/// Every page of some layouts, closed and with all that can be opened opened.
std::vector<Drawing> pages() {
  std::vector<Drawing> out;
  const std::vector<std::pair<QByteArray, LayoutPtr>> layouts{{"small", test::SmallSite().layout()},
                                                              {"fake", test::fakeLayout()},
                                                              {"one-hall", sample("one-hall")},
                                                              {"shaoguan", sample("shaoguan")},
                                                              {"hundred thousand", generated(100'000)}};
  for (const auto& [name, layout] : layouts) {
    if (!layout) qFatal("no layout %s", name.constData());
    const auto add = [&, &site = name, &of = layout](const QByteArray& page, auto draw) {
      Opened opened;
      Diagram diagram = draw(opened);
      out.push_back({site + " " + page, of, diagram});
      // opened things may hold others that can be opened
      for (int depth = 0; depth < 3; ++depth) {
        for (const DiagramSymbol& symbol : diagram.symbols)
          if (!symbol.opens.empty()) opened.insert(symbol.opens);
        diagram = draw(opened);
      }
      out.push_back({site + " " + page + " opened", of, diagram});
    };
    add("campus", [&, &of = layout](const Opened& opened) { return campusDiagram(*of, opened); });
    for (const std::uint32_t hall : {0u, static_cast<std::uint32_t>(layout->halls.size()) - 1})
      add("hall", [&, &of = layout](const Opened& opened) { return hallDiagram(*of, hall, opened); });
  }
  return out;
}

bool overlap(const QLineF& a, const QLineF& b) {
  const bool isFlat = a.y1() == a.y2();
  if (isFlat != (b.y1() == b.y2())) return false;
  const auto span = [&](const QLineF& l) {
    const auto [low, high] = isFlat ? std::minmax({l.x1(), l.x2()}) : std::minmax({l.y1(), l.y2()});
    return std::pair(low, high);
  };
  if (isFlat ? a.y1() != b.y1() : a.x1() != b.x1()) return false;
  return std::min(span(a).second, span(b).second) - std::max(span(a).first, span(b).first) > 0.01;
}

/// All things of a kind that a drawing shows, with how often.
std::map<std::uint32_t, int> shown(const Diagram& diagram, Kind kind) {
  std::map<std::uint32_t, int> count;
  for (const DiagramSymbol& symbol : diagram.symbols) {
    if (symbol.shape == Shape::aisles) continue;
    for (const EntityRef member : symbol.members)
      if (member.kind == kind) ++count[member.index];
  }
  return count;
}

bool isJoined(const Diagram& diagram, std::size_t symbol, Medium medium) {
  for (const DiagramPipe& pipe : diagram.pipes)
    if (pipe.medium == medium)
      for (const DiagramPort& port : pipe.ports)
        if (port.symbol == symbol) return true;
  return false;
}

}  // namespace

class DiagramTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { pages_ = pages(); }

  void symbolsAndLabelsKeepApart() {
    for (const Drawing& page : pages_) {
      std::vector<QRectF> boxes;
      for (const DiagramSymbol& symbol : page.diagram.symbols) boxes.push_back(symbol.cell);
      for (const DiagramPipe& pipe : page.diagram.pipes)
        if (!pipe.label.isEmpty()) boxes.push_back(pipe.label);
      for (const DiagramTitle& title : page.diagram.titles) boxes.push_back(title.at);
      const QRectF sheet(QPointF(), page.diagram.size);
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        QVERIFY2(sheet.contains(boxes[i]), page.name);
        for (std::size_t k = i + 1; k < boxes.size(); ++k)
          if (boxes[i].intersects(boxes[k])) {
            qWarning() << boxes[i] << boxes[k];
            QFAIL(page.name);
          }
      }
    }
  }

  void pipesNeverLieOnOneAnother() {
    for (const Drawing& page : pages_)
      for (std::size_t i = 0; i < page.diagram.pipes.size(); ++i)
        for (std::size_t k = i + 1; k < page.diagram.pipes.size(); ++k)
          for (const QLineF& a : page.diagram.pipes[i].pieces)
            for (const QLineF& b : page.diagram.pipes[k].pieces)
              if (overlap(a, b)) {
                qWarning() << page.diagram.pipes[i].key.c_str() << a << page.diagram.pipes[k].key.c_str() << b;
                QFAIL(page.name);
              }
  }

  void pipesPassBesideTheSymbols() {
    for (const Drawing& page : pages_)
      for (const DiagramPipe& pipe : page.diagram.pipes)
        for (const QLineF& piece : pipe.pieces) {
          QVERIFY2(piece.x1() == piece.x2() || piece.y1() == piece.y2(), page.name);
          for (std::size_t s = 0; s < page.diagram.symbols.size(); ++s) {
            const QRectF cell = page.diagram.symbols[s].cell.adjusted(0.5, 0.5, -0.5, -0.5);
            const QRectF line = QRectF(piece.p1(), piece.p2()).normalized().adjusted(-0.1, -0.1, 0.1, 0.1);
            if (!line.intersects(cell)) continue;
            // only its own stub may enter a cell, and it ends at the glyph
            const bool isStub = std::any_of(pipe.ports.begin(), pipe.ports.end(), [&](const DiagramPort& port) {
              return port.symbol == s && (piece.p1() == port.at || piece.p2() == port.at);
            });
            QVERIFY2(isStub, page.name + pipe.key.c_str());
          }
        }
  }

  void everyPipeHangsTogether() {
    for (const Drawing& page : pages_)
      for (const DiagramPipe& pipe : page.diagram.pipes) {
        // pieces that touch are one; all must become one
        std::vector<bool> isReached(pipe.pieces.size(), false);
        std::vector<std::size_t> open{0};
        isReached[0] = true;
        while (!open.empty()) {
          const QLineF from = pipe.pieces[open.back()];
          open.pop_back();
          const QRectF a = QRectF(from.p1(), from.p2()).normalized().adjusted(-0.1, -0.1, 0.1, 0.1);
          for (std::size_t i = 0; i < pipe.pieces.size(); ++i) {
            const QLineF& to = pipe.pieces[i];
            if (isReached[i] || !a.intersects(QRectF(to.p1(), to.p2()).normalized().adjusted(-0.1, -0.1, 0.1, 0.1)))
              continue;
            isReached[i] = true;
            open.push_back(i);
          }
        }
        QVERIFY2(std::all_of(isReached.begin(), isReached.end(), [](bool is) { return is; }),
                 page.name + pipe.key.c_str());
      }
  }

  void theCampusShowsAllOfThePlantOnce() {
    for (const Drawing& page : pages_) {
      if (!page.name.contains("campus")) continue;
      for (const Kind kind : {Kind::tower, Kind::dryCooler, Kind::pump, Kind::chiller, Kind::exchanger, Kind::hall}) {
        const auto count = shown(page.diagram, kind);
        QVERIFY2(count.size() == page.layout->count(kind), page.name + QByteArray::number(int(kind)));
        for (const auto& [index, times] : count) QCOMPARE(times, 1);
      }
    }
  }

  void everyConnectionOfTheLayoutIsDrawn() {
    for (const Drawing& page : pages_) {
      if (!page.name.contains("campus")) continue;
      const Diagram& d = page.diagram;
      for (std::size_t s = 0; s < d.symbols.size(); ++s) {
        const DiagramSymbol& symbol = d.symbols[s];
        if (symbol.shape == Shape::outdoors) continue;
        if (symbol.shape == Shape::tower) {
          QVERIFY2(isJoined(d, s, Medium::outdoorAir), page.name);
          QVERIFY2(isJoined(d, s, Medium::condenserSupply) && isJoined(d, s, Medium::condenserReturn), page.name);
        }
        if (symbol.shape == Shape::chiller || symbol.shape == Shape::exchanger)
          for (const Medium medium :
               {Medium::condenserSupply, Medium::condenserReturn, Medium::facilitySupply, Medium::facilityReturn})
            QVERIFY2(isJoined(d, s, medium), page.name);
        if (symbol.shape != Shape::hall) continue;
        // the pipes that come in are those of the hall's circuits, no more and no fewer
        std::set<std::uint32_t> come;
        for (const DiagramPipe& pipe : d.pipes)
          if (pipe.medium == Medium::facilitySupply)
            for (const DiagramPort& port : pipe.ports)
              if (port.symbol == s)
                for (const EntityRef circuit : pipe.members) come.insert(circuit.index);
        std::set<std::uint32_t> wanted;
        for (const EntityRef hall : symbol.members)
          for (const std::uint32_t circuit : circuitsOf(*page.layout, hall.index)) wanted.insert(circuit);
        QVERIFY2(std::includes(come.begin(), come.end(), wanted.begin(), wanted.end()), page.name);
        if (symbol.members.size() == 1) QCOMPARE(come.size(), wanted.size());
      }
    }
  }

  void theHallShowsItsUnitsAndRowsOnce() {
    for (const Drawing& page : pages_) {
      if (!page.name.contains("hall") || page.name.contains("campus")) continue;
      std::uint32_t hall = none;
      for (const DiagramSymbol& symbol : page.diagram.symbols)
        if (symbol.shape == Shape::aisles) hall = symbol.members.front().index;
      QVERIFY2(hall != none, page.name);
      const PlacedHall& h = page.layout->halls[hall];
      const auto all = [&](Kind kind, std::uint32_t first, std::uint32_t count) {
        const auto seen = shown(page.diagram, kind);
        return seen.size() == count &&
               (count == 0 || (seen.begin()->first == first && seen.rbegin()->first == first + count - 1));
      };
      QVERIFY2(all(Kind::cdu, h.firstCdu, h.cdus), page.name);
      QVERIFY2(all(Kind::fanWall, h.firstFanWall, h.fanWalls), page.name);
      QVERIFY2(all(Kind::row, h.firstRow, h.rows), page.name);
    }
  }

  void aHundredThousandChipsStayReadable() {
    for (const Drawing& page : pages_) {
      if (page.name != "hundred thousand campus") continue;
      QVERIFY2(page.diagram.symbols.size() <= 30, QByteArray::number(qulonglong(page.diagram.symbols.size())));
      QVERIFY2(page.diagram.size.width() < 1600 && page.diagram.size.height() < 1500,
               qPrintable(QStringLiteral("%1 x %2").arg(page.diagram.size.width()).arg(page.diagram.size.height())));
      return;
    }
    QFAIL("no such page");
  }

  void unitsThatAreOpenedStandAlone() {
    const LayoutPtr layout = test::SmallSite().layout();
    const Diagram closed = campusDiagram(*layout, {});
    const auto towers = [](const Diagram& d) {
      return std::count_if(d.symbols.begin(), d.symbols.end(), [](const auto& s) { return s.shape == Shape::tower; });
    };
    QCOMPARE(towers(closed), 2);  // one group in each circuit
    std::string key;
    for (const DiagramSymbol& symbol : closed.symbols)
      if (symbol.shape == Shape::tower && key.empty()) key = symbol.opens;
    QVERIFY(!key.empty());
    const Diagram opened = campusDiagram(*layout, {key});
    QCOMPARE(towers(opened), 3);
    for (const DiagramSymbol& symbol : opened.symbols)
      if (symbol.opens == key) QVERIFY(symbol.isOfOpened && symbol.members.size() == 1);
  }

  void theSameSiteGivesTheSameDrawing() {
    const std::vector<Drawing> again = pages();
    QCOMPARE(again.size(), pages_.size());
    for (std::size_t i = 0; i < again.size(); ++i) QVERIFY2(again[i].diagram == pages_[i].diagram, again[i].name);
  }

 private:
  std::vector<Drawing> pages_;
};

PLENUM_TEST(DiagramTest)
#include "DiagramTest.moc"
