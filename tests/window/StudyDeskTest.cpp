// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <future>

#include "support/Test.h"
#include "window/StudyDesk.h"

using namespace plenum;

/// Questions that are worked on beside the window.
class StudyDeskTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whoAsksAgainDoesNotWait();
  void onlyTheLastQuestionIsAnswered();
  void aStoppedQuestionTellsWhatItHas();
};

namespace {

constexpr int longMs = 10000;

using GoesOn = StudyDesk::GoesOn;

}  // namespace

// the window would stand still if the next question waited for the one before
void StudyDeskTest::whoAsksAgainDoesNotWait() {
  StudyDesk desk;
  std::promise<void> mayEnd;
  std::shared_future<void> ended = mayEnd.get_future().share();
  std::atomic<bool> wasLetGo{false};
  int first = 0, second = 0;
  desk.ask<int>(
      [ended, &wasLetGo](const GoesOn&, Parallel&) -> Result<int> {
        wasLetGo = ended.wait_for(std::chrono::milliseconds(longMs)) == std::future_status::ready;
        return 1;
      },
      [&](const std::shared_ptr<const int>&) { ++first; });
  desk.ask<int>([](const GoesOn&, Parallel&) -> Result<int> { return 2; },
                [&](const std::shared_ptr<const int>& answer) { second = *answer; });
  QVERIFY(desk.isBusy());
  mayEnd.set_value();
  QTRY_COMPARE_WITH_TIMEOUT(second, 2, longMs);
  QVERIFY(wasLetGo);
  QCOMPARE(first, 0);
  QVERIFY(!desk.isBusy());
}

void StudyDeskTest::onlyTheLastQuestionIsAnswered() {
  StudyDesk desk;
  std::vector<int> answers;
  for (int k = 0; k < 20; ++k)
    desk.ask<int>(
        [k](const GoesOn& goesOn, Parallel&) -> Result<int> {
          while (k < 19 && goesOn(0.5)) std::this_thread::yield();
          return k;
        },
        [&](const std::shared_ptr<const int>& answer) { answers.push_back(*answer); });
  QTRY_COMPARE_WITH_TIMEOUT(answers.size(), std::size_t(1), longMs);
  QCOMPARE(answers.front(), 19);
}

void StudyDeskTest::aStoppedQuestionTellsWhatItHas() {
  StudyDesk desk;
  int answer = 0;
  desk.ask<int>(
      [](const GoesOn& goesOn, Parallel&) -> Result<int> {
        while (goesOn(0.5)) std::this_thread::yield();
        return 7;
      },
      [&](const std::shared_ptr<const int>& found) { answer = *found; });
  desk.stop();
  QTRY_COMPARE_WITH_TIMEOUT(answer, 7, longMs);
}

PLENUM_TEST_WITH(QApplication, StudyDeskTest)
#include "StudyDeskTest.moc"
