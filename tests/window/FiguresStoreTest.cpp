// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <limits>

#include "plan/SmallPlan.h"
#include "support/Test.h"
#include "window/FiguresStore.h"

using namespace plenum;

namespace {

namespace fs = std::filesystem;

fs::path pathOf(const QTemporaryDir& folder) { return folder.path().toStdString(); }

/// Numbers that no short text holds.
plan::Figures awkward(const std::string& fingerprint) {
  plan::Figures f = test::plainFigures();
  f.fingerprint = fingerprint;
  f.itMw = 1.0 / 3.0;
  f.facilityMw = 0.1 + 0.2;
  f.weakest[3] = "UPS-1";
  f.years[1].itMwh[5] = 1e-17 / 3.0;
  f.years[0].peakDayM3 = 12345678.9012345;
  f.yearCells = 417;
  f.blackoutDarkChips = 12;
  return f;
}

plan::FiguresCache cacheOf(const plan::Figures& figures) {
  plan::FiguresCache out;
  out.keep(std::make_shared<const plan::Figures>(figures));
  return out;
}

plan::FiguresPtr loaded(const FiguresStore& store, const char* fingerprint) {
  plan::FiguresCache cache;
  store.load(cache);
  return cache.find(fingerprint);
}

}  // namespace

/// A campus that was solved once is not solved again, and what is not that campus is never taken for it.
class FiguresStoreTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whatIsReadIsWhatWasSolvedToTheLastBit();
  void anotherBuildOfTheProgramSolvesAnew();
  void rubbishIsAsIfItWereNotThere();
  void figuresUnderAnotherNameAreNotTaken();
  void whatCannotBeWrittenIsLeftOut();
  void theOldestGo();
};

void FiguresStoreTest::whatIsReadIsWhatWasSolvedToTheLastBit() {
  QTemporaryDir folder;
  const FiguresStore store(pathOf(folder) / "figures", "build-1");
  const plan::Figures f = awkward("abc");
  store.save(cacheOf(f));
  const plan::FiguresPtr read = loaded(store, "abc");
  QVERIFY(read);
  // the same plan over either comes to the same, bit for bit
  const plan::Evaluation a = test::evaluated(test::plainPlan(), test::plainGround(f));
  const plan::Evaluation b = test::evaluated(test::plainPlan(), test::plainGround(*read));
  QCOMPARE(a.fingerprint, b.fingerprint);
  QVERIFY(read->itMw == f.itMw && read->facilityMw == f.facilityMw && read->share == f.share);
  QVERIFY(read->weakest == f.weakest && read->transformerMw == f.transformerMw && read->feeds == f.feeds);
  QCOMPARE(read->years.size(), f.years.size());
  for (std::size_t k = 0; k < f.years.size(); ++k) {
    QVERIFY(read->years[k].itMwh == f.years[k].itMwh && read->years[k].carbonT == f.years[k].carbonT);
    QVERIFY(read->years[k].peakDayM3 == f.years[k].peakDayM3);
  }
  QVERIFY(read->yearCells == 417 && read->blackoutDarkChips == 12 && read->chips == f.chips);
}

void FiguresStoreTest::anotherBuildOfTheProgramSolvesAnew() {
  QTemporaryDir folder;
  FiguresStore(pathOf(folder), "build-1").save(cacheOf(awkward("abc")));
  QVERIFY(!loaded(FiguresStore(pathOf(folder), "build-2"), "abc"));
  // and writes its own in their place
  FiguresStore(pathOf(folder), "build-2").save(cacheOf(awkward("abc")));
  QVERIFY(loaded(FiguresStore(pathOf(folder), "build-2"), "abc"));
}

void FiguresStoreTest::rubbishIsAsIfItWereNotThere() {
  QTemporaryDir folder;
  const FiguresStore store(pathOf(folder), "build-1");
  store.save(cacheOf(awkward("abc")));
  const fs::path file = pathOf(folder) / "abc.json";
  std::ifstream in(file);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  for (std::size_t length : {std::size_t(0), std::size_t(1), whole.size() / 2, whole.size() - 3}) {
    std::ofstream(file, std::ios::trunc) << whole.substr(0, length);
    QVERIFY(!loaded(store, "abc"));
  }
  std::ofstream(file, std::ios::trunc) << "{\"schemaVersion\": 99}";
  QVERIFY(!loaded(store, "abc"));
  std::ofstream(pathOf(folder) / "notes.txt") << "mine";
  std::ofstream(file, std::ios::trunc) << whole;
  QVERIFY(loaded(store, "abc"));
  QVERIFY(!loaded(FiguresStore(pathOf(folder) / "absent", "build-1"), "abc"));
}

void FiguresStoreTest::figuresUnderAnotherNameAreNotTaken() {
  QTemporaryDir folder;
  const FiguresStore store(pathOf(folder), "build-1");
  store.save(cacheOf(awkward("abc")));
  fs::rename(pathOf(folder) / "abc.json", pathOf(folder) / "def.json");
  QVERIFY(!loaded(store, "abc"));
  QVERIFY(!loaded(store, "def"));
}

void FiguresStoreTest::whatCannotBeWrittenIsLeftOut() {
  QTemporaryDir folder;
  const FiguresStore store(pathOf(folder), "build-1");
  plan::Figures endless = awkward("abc");
  endless.share[2] = std::numeric_limits<double>::infinity();
  store.save(cacheOf(endless));
  QVERIFY(!loaded(store, "abc"));
  // a folder that cannot be made costs nothing but the keeping
  std::ofstream(pathOf(folder) / "file") << "x";
  FiguresStore(pathOf(folder) / "file", "build-1").save(cacheOf(awkward("abc")));
}

void FiguresStoreTest::theOldestGo() {
  QTemporaryDir folder;
  const FiguresStore store(pathOf(folder), "build-1");
  plan::FiguresCache cache;
  for (std::size_t k = 0; k < FiguresStore::most + 6; ++k)
    cache.keep(std::make_shared<const plan::Figures>(awkward("f" + std::to_string(100 + k))));
  store.save(cache);
  const auto count = std::distance(fs::directory_iterator(pathOf(folder)), fs::directory_iterator());
  QCOMPARE(std::size_t(count), FiguresStore::most);
}

PLENUM_TEST(FiguresStoreTest)
#include "FiguresStoreTest.moc"
