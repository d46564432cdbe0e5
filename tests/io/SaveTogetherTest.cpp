// SPDX-License-Identifier: Apache-2.0
#include <sys/wait.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <csignal>

#include "Folder.h"
#include "io/Files.h"
#include "io/SaveTogether.h"

using namespace plenum;
using namespace plenum::test;

namespace {

namespace fs = std::filesystem;

fs::path pathOf(const QTemporaryDir& folder) { return folder.path().toStdString(); }
void put(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
int filesIn(const fs::path& folder) {
  return int(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

/// Files that belong together are replaced all or none.
class SaveTogetherTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bothAreThereAndNothingElse();
  void whatMayNotBeReplacedLeavesAllAsItWas();
  void aNoteFoundLaterIsCarriedOut();
  void withoutANoteWhatLiesBesideIsLeftAlone();
  void aHostileNoteMovesNothingElsewhere();
  void linksKeepPointing();
  void killsAtAnyMomentLeaveAPair();
};

void SaveTogetherTest::bothAreThereAndNothingElse() {
  QTemporaryDir folder;
  const fs::path in = pathOf(folder);
  put(in / "a", "old");
  QVERIFY(io::saveTogether(in, "a", {{"b", "plan"}, {"a", "site"}}).empty());
  QCOMPARE(contentOf(in / "a"), std::string("site"));
  QCOMPARE(contentOf(in / "b"), std::string("plan"));
  QCOMPARE(filesIn(in), 2);
}

void SaveTogetherTest::whatMayNotBeReplacedLeavesAllAsItWas() {
  QTemporaryDir folder;
  const fs::path in = pathOf(folder);
  put(in / "a", "old");
  fs::create_directory(in / "b");
  const Problems problems = io::saveTogether(in, "a", {{"a", "new"}, {"b", "new"}});
  QVERIFY(hasError(problems));
  QCOMPARE(problems.front().what.id, std::string("io.file.folder"));
  QCOMPARE(contentOf(in / "a"), std::string("old"));
  QCOMPARE(filesIn(in), 2);
  QCOMPARE(io::saveTogether(in, "a", {{"a", "new"}, {"../b", "new"}}).front().what.id, std::string("io.file.outside"));
  QCOMPARE(io::saveTogether(in / "absent", "a", {{"a", "new"}, {"b", "new"}}).front().what.id,
           std::string("io.file.noFolder"));
}

void SaveTogetherTest::aNoteFoundLaterIsCarriedOut() {
  QTemporaryDir folder;
  const fs::path in = pathOf(folder);
  // as it lies after an end between the two: the first has its place, the second not
  put(in / "plan", "new"), put(in / "site", "old"), put(in / "site.saving", "new");
  put(in / "n.saved", "plan\nsite\n");
  io::finishSaving(in, "n");
  QCOMPARE(contentOf(in / "site"), std::string("new"));
  QCOMPARE(contentOf(in / "plan"), std::string("new"));
  QVERIFY(!fs::exists(in / "n.saved"));
}

void SaveTogetherTest::withoutANoteWhatLiesBesideIsLeftAlone() {
  QTemporaryDir folder;
  const fs::path in = pathOf(folder);
  put(in / "site", "old"), put(in / "site.saving", "half of it");
  io::finishSaving(in, "n");
  QCOMPARE(contentOf(in / "site"), std::string("old"));
}

void SaveTogetherTest::aHostileNoteMovesNothingElsewhere() {
  QTemporaryDir folder;
  const fs::path in = pathOf(folder) / "in";
  fs::create_directory(in);
  put(in.parent_path() / "x", "mine"), put(in.parent_path() / "x.saving", "theirs");
  put(in / "n.saved", "../x\n" + (in.parent_path() / "x").string() + "\n\n");
  io::finishSaving(in, "n");
  QCOMPARE(contentOf(in.parent_path() / "x"), std::string("mine"));
}

void SaveTogetherTest::linksKeepPointing() {
  QTemporaryDir folder;
  const fs::path in = pathOf(folder);
  put(in / "real", "old");
  fs::create_symlink("real", in / "a");
  QVERIFY(io::saveTogether(in, "a", {{"b", "plan"}, {"a", "site"}}).empty());
  QVERIFY(fs::is_symlink(in / "a"));
  QCOMPARE(contentOf(in / "real"), std::string("site"));
}

/// A child writes pairs of one number as fast as it can; whenever it is killed, the pair that is opened is one.
void SaveTogetherTest::killsAtAnyMomentLeaveAPair() {
  QTemporaryDir folder;
  const fs::path in = pathOf(folder);
  QVERIFY(io::saveTogether(in, "site", {{"plan", "0"}, {"site", "0"}}).empty());
  int torn = 0;
  for (int round = 0; round < 40; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (int n = 1;; ++n) {
        const std::string text = std::to_string(round) + "-" + std::to_string(n);
        io::saveTogether(in, "site", {{"plan", text}, {"site", text}});
      }
    }
    QVERIFY(child > 0);
    ::usleep(2'000 + QRandomGenerator::global()->bounded(20'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    torn += contentOf(in / "plan") != contentOf(in / "site");
    io::finishSaving(in, "site");
    QCOMPARE(contentOf(in / "plan"), contentOf(in / "site"));
    QVERIFY(!fs::exists(in / "site.saved"));
  }
  qInfo("%d of 40 ends fell between the two", torn);
}

PLENUM_TEST(SaveTogetherTest)
#include "SaveTogetherTest.moc"
