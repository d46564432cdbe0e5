// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "Folder.h"

using namespace plenum;
using namespace plenum::test;

// What a person may do to a site file, and what the program answers: where, what is wrong, and never a crash.
class BadSiteTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everySlipIsNamedWhereItIs_data();
  void everySlipIsNamedWhereItIs();
  void allProblemsAreToldAtOnce();
  void aProblemInASharedDesignPointsAtTheHallThatHoldsIt();
  void aFolderIsRefused();
  void aMissingFileIsRefused();
  void aFileWithoutPermissionIsRefused();
  void twoGigabytesAreRefusedBeforeTheyCostMemory();
  void manyThousandBracketsAreRefused();
  void textThatIsNotUtf8IsRefused();
  void mutatedFilesNeverCrash();
};

namespace {

long peakKiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

Problems problemsOf(const std::string& text) {
  const Folder folder;
  const auto layout = io::openSite(folder.write("bad.site.json", text), catalog());
  return layout ? Problems{} : layout.problems();
}

/// Line of the first place of `part` in the text, from 1.
int lineOf(const std::string& text, const std::string& part) {
  return 1 +
         static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(part)), '\n'));
}

}  // namespace

void BadSiteTest::everySlipIsNamedWhereItIs_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("pointer");
  QTest::newRow("wrong type") << R"("racks": 6)"
                              << R"("racks": "six")"
                              << "/halls/0/rows/0/racks";
  QTest::newRow("half a rack") << R"("racks": 6)"
                               << R"("racks": 6.5)"
                               << "/halls/0/rows/0/racks";
  QTest::newRow("negative racks") << R"("racks": 6)"
                                  << R"("racks": -6)"
                                  << "/halls/0/rows/0/racks";
  QTest::newRow("absurd racks") << R"("racks": 6)"
                                << R"("racks": 6000000)"
                                << "/halls/0/rows/0/racks";
  QTest::newRow("negative length") << R"("pipeLength_m": 20)"
                                   << R"("pipeLength_m": -20)"
                                   << "/halls/0/loops/0/pipeLength_m";
  QTest::newRow("absurd temperature") << R"("supplySetpoint_C": 40)"
                                      << R"("supplySetpoint_C": 4000)"
                                      << "/halls/0/loops/0/supplySetpoint_C";
  QTest::newRow("NaN") << R"("supplySetpoint_C": 40)"
                       << R"("supplySetpoint_C": NaN)"
                       << "/halls/0/loops/0/supplySetpoint_C";
  QTest::newRow("unknown rack") << R"("rack": "zhenwu-810e-liquid-64")"
                                << R"("rack": "zhenwu-810f")"
                                << "/halls/0/rows/0/rack";
  QTest::newRow("dangling loop") << R"("loop": "L1", "feedA": "BA1")"
                                 << R"("loop": "L7", "feedA": "BA1")"
                                 << "/halls/0/rows/0/loop";
  QTest::newRow("dangling feed") << R"("feedA": "BA1")"
                                 << R"("feedA": "BZ1")"
                                 << "/halls/0/rows/0/feedA";
  QTest::newRow("dangling circuit") << R"("doorCircuit": "CHW")"
                                    << R"("doorCircuit": "XHW")"
                                    << "/halls/0/rows/2/doorCircuit";
  QTest::newRow("unknown building") << R"("building": "B1")"
                                    << R"("building": "B9")"
                                    << "/halls/0/building";
  QTest::newRow("duplicate id") << R"("id": "R2")"
                                << R"("id": "R1")"
                                << "/halls/0/rows/1/id";
  QTest::newRow("unknown chiller") << R"("mcquay-471")"
                                   << R"("mcquay-472")"
                                   << "/circuits/1/chillers/0/type";
  QTest::newRow("unknown key") << R"("facesNorth")"
                               << R"("faceNorth")"
                               << "/halls/0/rows/1/faceNorth";
  QTest::newRow("wrong unit") << R"("volume_L": 4000)"
                              << R"("volume_m3": 4)"
                              << "/circuits/0/volume_m3";
  QTest::newRow("unknown kind") << R"("kind": "ups")"
                                << R"("kind": "upps")"
                                << "/power/7/kind";
  QTest::newRow("duplicate key") << R"("pueLimit": 1.25)"
                                 << R"("pueLimit": 1.25, "pueLimit": 1.3)"
                                 << "/surroundings";
  QTest::newRow("no size") << "\"size_m\": [16, 14, 5],\n"
                           << "\n"
                           << "/halls/0";
  QTest::newRow("like and written out") << "\"size_m\": [16, 14, 5],\n"
                                        << "\"like\": \"H9\",\n"
                                        << "/halls/0/rows";
  QTest::newRow("like of nothing") << "  \"halls\": ["
                                   << "  \"halls\": [{\"id\": \"H2\", \"building\": \"B1\", \"like\": \"H9\"},"
                                   << "/halls/0/like";
  QTest::newRow("cycle in the power tree") << R"("type": "transformer-1000", "from": "GA")"
                                           << R"("type": "transformer-1000", "from": "LA")"
                                           << "/power/2/from";
  QTest::newRow("newer file") << R"("schemaVersion": 1)"
                              << R"("schemaVersion": 9)"
                              << "/schemaVersion";
}

void BadSiteTest::everySlipIsNamedWhereItIs() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, pointer);
  const std::string text = with(contentOf(oneHall()), from.toStdString(), to.toStdString());
  const Problems problems = problemsOf(text);
  show(problems);
  QVERIFY(!problems.empty());
  const auto at = std::find_if(problems.begin(), problems.end(),
                               [&](const Problem& p) { return p.place.pointer == pointer.toStdString(); });
  QVERIFY(at != problems.end());
  QVERIFY(at->place.column > 0);
  // the file holds these two words on an earlier line as well
  if (pointer != "/halls/0" && pointer != "/halls/0/rows/1/id" && pointer != "/halls/0/rows")
    QCOMPARE(at->place.line, lineOf(text, to.toStdString()));
}

void BadSiteTest::allProblemsAreToldAtOnce() {
  std::string text = contentOf(oneHall());
  text = with(text, R"("racks": 6)", R"("racks": "six")");
  text = with(text, R"("pipeLength_m": 20)", R"("pipeLenght_m": 20)");
  text = with(text, R"("kind": "genset")", R"("kind": "engine")");
  const Problems problems = problemsOf(text);
  show(problems);
  QCOMPARE(problems.size(), std::size_t{3});
  const auto typo =
      std::find_if(problems.begin(), problems.end(), [](const Problem& p) { return p.what.id == "io.key.unknown"; });
  QVERIFY(typo != problems.end());
  QCOMPARE(typo->remedy.arguments.front().second, std::string("pipeLength_m"));
}

void BadSiteTest::aProblemInASharedDesignPointsAtTheHallThatHoldsIt() {
  std::string text =
      with(contentOf(oneHall()), "  \"halls\": [\n",
           "  \"halls\": [\n    {\"id\": \"H2\", \"building\": \"B1\", \"origin_m\": [1, 1], \"like\": \"H1\"},\n");
  text = with(text, R"("rack": "zhenwu-810e-liquid-64")", R"("rack": "zhenwu-810f")");
  const Problems problems = problemsOf(text);
  show(problems);
  QVERIFY(std::any_of(problems.begin(), problems.end(), [&](const Problem& p) {
    return p.place.pointer == "/halls/1/rows/0/rack" && p.place.line == lineOf(text, "zhenwu-810f");
  }));
}

void BadSiteTest::aFolderIsRefused() {
  const Folder folder;
  const auto site = io::readSite(folder.path(), catalog());
  QVERIFY(!site);
  QCOMPARE(site.problems().front().what.id, std::string("io.file.folder"));
}

void BadSiteTest::aMissingFileIsRefused() {
  const Folder folder;
  const auto site = io::readSite(folder.path("none.site.json"), catalog());
  QVERIFY(!site);
  QCOMPARE(site.problems().front().what.id, std::string("io.file.missing"));
  QVERIFY(site.problems().front().place.file.find("none.site.json") != std::string::npos);
}

void BadSiteTest::aFileWithoutPermissionIsRefused() {
  const Folder folder;
  const auto file = folder.write("secret.site.json", contentOf(oneHall()));
  QCOMPARE(::chmod(file.c_str(), 0), 0);
  // root may read everything: the test becomes nobody for a moment, and the folder must let nobody in
  QCOMPARE(::chmod(folder.path().c_str(), 0755), 0);
  const auto rows = catalog();
  const bool isRoot = ::geteuid() == 0;
  if (isRoot) QCOMPARE(::seteuid(65534), 0);
  const auto site = io::readSite(file, rows);
  if (isRoot) QCOMPARE(::seteuid(0), 0);
  QVERIFY(!site);
  QCOMPARE(site.problems().front().what.id, std::string("io.file.permission"));
}

void BadSiteTest::twoGigabytesAreRefusedBeforeTheyCostMemory() {
  const Folder folder;
  const auto file = folder.write("huge.site.json", "{");
  std::filesystem::resize_file(file, std::uintmax_t{2} << 30);  // sparse
  const auto site = io::readSite(file, catalog());
  QVERIFY(!site);
  QCOMPARE(site.problems().front().what.id, std::string("io.file.tooLarge"));
  QVERIFY2(peakKiB() < 300 * 1024, std::to_string(peakKiB()).c_str());
}

void BadSiteTest::manyThousandBracketsAreRefused() {
  const Problems problems = problemsOf(std::string(200'000, '['));
  QCOMPARE(problems.size(), std::size_t{1});
  QCOMPARE(problems.front().what.id, std::string("io.json.depth"));
}

void BadSiteTest::textThatIsNotUtf8IsRefused() {
  const Problems problems = problemsOf(with(contentOf(oneHall()), "单机房", "\xb5\xa5\xbb\xfa\xb7\xbf"));  // GBK
  QCOMPARE(problems.size(), std::size_t{1});
  QCOMPARE(problems.front().what.id, std::string("io.file.utf8"));
  QCOMPARE(problems.front().place.line, 4);
}

void BadSiteTest::mutatedFilesNeverCrash() {
  const std::string text = contentOf(oneHall());
  const Folder folder;
  const auto rows = catalog();
  std::uint64_t state = 1;
  const auto random = [&state](std::size_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33) % below;
  };
  int refused = 0;
  for (int round = 0; round < 600; ++round) {
    std::string mutant = text;
    for (std::size_t n = 1 + random(4); n > 0; --n) {
      const std::size_t at = random(mutant.size());
      static const std::string tokens[] = {"-1", "1e9", "null", "[]", "{}", "\"\"", "0", "999999", ",", "\"H1\""};
      switch (random(5)) {
        case 0:
          mutant[at] = static_cast<char>(random(256));
          break;
        case 1:
          mutant.erase(at, 1 + random(20));
          break;
        case 2:
          mutant.insert(at, tokens[random(10)]);
          break;
        case 3:
          mutant.resize(at + 1);
          break;
        default:
          mutant.insert(at, mutant.substr(random(mutant.size()), random(60)));
      }
    }
    const auto layout = io::openSite(folder.write("mutant.site.json", mutant), rows);
    if (layout) continue;
    ++refused;
    QVERIFY(!layout.problems().empty());
    for (const Problem& problem : layout.problems()) QVERIFY(!problem.what.id.empty() && problem.place.line > 0);
  }
  QVERIFY(refused > 400);
}

PLENUM_TEST(BadSiteTest)
#include "BadSiteTest.moc"
