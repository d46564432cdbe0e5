// SPDX-License-Identifier: Apache-2.0
#include "Folder.h"
#include "io/Files.h"
#include "io/StoryFile.h"
#include "support/Test.h"

using namespace plenum;

class StoryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whatIsWrittenReadsBackTheSame();
  void shippedStoriesAreRead();
  void badFilesAreNamedWithPlaceAndReason_data();
  void badFilesAreNamedWithPlaceAndReason();
  void truncatedAtAnyByteIsAProblemNotACrash();
  void theReelFollowsFromTheStoryAlone();
  void aStepMayGoBack();
};

namespace {

Story sample() {
  Story story;
  story.id = "tour";
  story.name = {"Tour", "巡览"};
  StoryStep first;
  first.caption = {"PUE {campus.pue}", "PUE {campus.pue}"};
  first.focus = "campus";
  first.lastsS = 4.0;
  first.speed = 60.0;
  StoryStep second;
  second.camera = {{1, 2, 3}, 40.0, 30.0, 12.5};
  second.fliesS = 2.0;
  second.lastsS = 8.0;
  second.at = minutes(10);
  second.speed = 10.0;
  second.overlay = "rack-power";
  second.style = StoryStep::Style::present;
  second.actions = {Fail{"H1/CDU1"}, CapFrequency{"H1", Fraction{0.5}}};
  StoryStep third;
  third.transition = StoryStep::Transition::cut;
  third.lastsS = 5.0;
  third.speed = 0.0;
  story.steps = {first, second, third};
  return story;
}

std::filesystem::path saved(const QTemporaryDir& folder, const QByteArray& content) {
  const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "x.story.json";
  QFile out(QString::fromStdString(file.string()));
  if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size()) qFatal("cannot write");
  return file;
}

}  // namespace

void StoryTest::whatIsWrittenReadsBackTheSame() {
  QTemporaryDir folder;
  const auto story = io::readStory(saved(folder, QByteArray::fromStdString(io::textOf(sample()))));
  QVERIFY(bool(story));
  QVERIFY(*story == sample());
}

void StoryTest::shippedStoriesAreRead() {
  std::size_t count = 0;
  for (const char* site : {"shaoguan/shaoguan.site.json", "jinshan/jinshan.site.json"})
    for (const auto& file : io::storiesBeside(test::sourceDir() / "sample-sites" / site)) {
      ++count;
      const auto story = io::readStory(file);
      QVERIFY2(bool(story), file.c_str());
      for (const StoryStep& step : story->steps) {
        QVERIFY(!step.caption.en.empty());
        QVERIFY(!step.caption.zh.empty());
        // a number in a caption comes from the frame, never from a pen
        for (const std::string& caption : {step.caption.en, step.caption.zh}) {
          bool isInside = false;
          for (const char c : caption) {
            isInside = c == '{' || (isInside && c != '}');
            QVERIFY2(isInside || c < '0' || c > '9', caption.c_str());
          }
        }
      }
    }
  QVERIFY(count >= 2);
}

void StoryTest::badFilesAreNamedWithPlaceAndReason_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::addColumn<QString>("what");
  QTest::addColumn<int>("line");
  const auto with = [](const char* steps) {
    return QByteArray("{\n\"schemaVersion\": 1,\n\"id\": \"x\",\n\"steps\": ") + steps + "\n}";
  };
  QTest::newRow("no steps") << with("[]") << "io.story.empty" << 1;
  QTest::newRow("no such action") << with("[{\"do\": [\"explode H1\"]}]") << "action.verb" << 4;
  QTest::newRow("no time") << with("[{\"at\": \"soon\"}]") << "" << 4;
  QTest::newRow("before the start") << with("[{\"at\": \"-5min\"}]") << "" << 4;
  QTest::newRow("no length") << with("[{\"flies_s\": 0, \"lasts_s\": 0}]") << "io.story.short" << 4;
  QTest::newRow("longer than a day") << with("[{\"lasts_s\": 86400}, {\"lasts_s\": 86400}]") << "io.story.long" << 4;
  QTest::newRow("beyond a year") << with("[{\"lasts_s\": 1000, \"speed\": 100000}, {}]") << "io.story.far" << 4;
  QTest::newRow("a slip of the pen") << with("[{\"captoin\": \"x\"}]") << "" << 4;
  QTest::newRow("a camera inside its target") << with("[{\"camera\": {\"distance_m\": 0}}]") << "" << 4;
  QTest::newRow("a speed that is none") << with("[{\"speed\": \"fast\"}]") << "" << 4;
  QTest::newRow("no object") << QByteArray("[]") << "" << 1;
  QTest::newRow("another version") << QByteArray("{\"schemaVersion\": 99, \"id\": \"x\", \"steps\": [{}]}") << "" << 1;
  QTest::newRow("nothing") << QByteArray() << "" << 0;
}

void StoryTest::badFilesAreNamedWithPlaceAndReason() {
  QFETCH(QByteArray, content);
  QFETCH(QString, what);
  QFETCH(int, line);
  QTemporaryDir folder;
  const auto story = io::readStory(saved(folder, content));
  QVERIFY(!story);
  const Problem& problem = story.problems().front();
  if (!what.isEmpty()) QCOMPARE(QString::fromStdString(problem.what.id), what);
  if (line > 0) QCOMPARE(problem.place.line, line);
  QVERIFY(problem.place.file.ends_with("x.story.json"));
}

void StoryTest::truncatedAtAnyByteIsAProblemNotACrash() {
  const std::string whole = io::textOf(sample());
  QTemporaryDir folder;
  for (std::size_t length = 0; length + 2 < whole.size(); length += 7)
    QVERIFY(!io::readStory(saved(folder, QByteArray::fromStdString(whole.substr(0, length)))));
}

void StoryTest::theReelFollowsFromTheStoryAlone() {
  const StoryReel reel(sample());
  // the first does not fly: 4 s, then 2 + 8, then 5
  QCOMPARE(reel.lengthS(), 19.0);
  QCOMPARE(reel.at(1.5).simulated.seconds(), 90.0);
  QCOMPARE(reel.at(4.0).step, std::size_t(1));
  QCOMPARE(reel.at(4.0).flown, 0.0);
  QCOMPARE(reel.at(5.0).flown, 0.5);
  QCOMPARE(reel.at(5.0).simulated.seconds(), 610.0);
  QCOMPARE(reel.at(6.0).flown, 1.0);
  // the clock stands in the last, where the second left it
  QCOMPARE(reel.at(14.0).step, std::size_t(2));
  QCOMPARE(reel.at(14.0).simulated.seconds(), 700.0);
  QCOMPARE(reel.at(19.0).simulated.seconds(), 700.0);
  QCOMPARE(reel.at(1e9).step, std::size_t(2));
  QCOMPARE(reel.at(-1.0).step, std::size_t(0));
  QCOMPARE(StoryReel(Story{}).at(3.0).step, std::size_t(0));
}

void StoryTest::aStepMayGoBack() {
  Story story = sample();
  story.steps[2].at = minutes(2);
  const StoryReel reel(story);
  QCOMPARE(reel.at(14.5).simulated.seconds(), 120.0);
}

PLENUM_TEST(StoryTest)
#include "StoryTest.moc"
