// SPDX-License-Identifier: Apache-2.0
#include "document/Document.h"
#include "document/WrittenNumbers.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

/// The numbers of a site as the register of assumptions lists them.
class WrittenNumbersTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyNumberReadsBackAsItsProperty() {
    const LayoutPtr layout = SmallSite().layout();
    const auto all = numbersIn(*layout->site);
    QVERIFY(all.size() > 50);
    for (const WrittenNumber& number : all) {
      const auto text = valueOf(*layout->site, number.id, number.property->id);
      QVERIFY2(bool(text), (number.id + "." + number.property->id).c_str());
      QVERIFY2(test::isNear(std::stod(*text), number.value, 1e-9 * std::max(1.0, std::abs(number.value))),
               (number.id + "." + number.property->id).c_str());
    }
  }

  /// Where a thing stands and which way it faces is layout, no assumption.
  void noPlaceAndNoDirectionIsANumberOfTheRegister() {
    SmallSite small;
    for (PowerSpec& device : small.draft.power) device.turn = 1;
    bool isPowerTold = false;
    for (const WrittenNumber& number : numbersIn(*small.layout()->site)) {
      isPowerTold = isPowerTold || number.kind == RecordKind::power;
      for (const char* id : {"x", "y", "turn"})
        QVERIFY2(number.property->id != id, (number.id + "." + number.property->id).c_str());
    }
    QVERIFY(isPowerTold);
  }

  void whatIsStatedIsToldFromWhatIsUsual() {
    SmallSite small;
    small.draft.circuits[0].reingestion = {0.07};
    for (const WrittenNumber& number : numbersIn(*small.layout()->site)) {
      if (number.id != small.draft.circuits[0].id) continue;
      if (number.property->id == "reingestion") QVERIFY(!number.isUsual);
      if (number.property->id == "makeUp") QVERIFY(number.isUsual);
    }
  }

  void anotherNumberHasAnotherSource() {
    SmallSite small;
    small.draft.surroundings.gridCarbonProvenance.source = "a yearbook";
    small.draft.surroundings.gridCarbonProvenance.confidence = Confidence::published;
    Document document(small.layout());
    QVERIFY(document.edit(SetProperty{{document.current()->site->id}, "gridCarbon", "0.41"}).empty());
    const Surroundings& around = document.current()->site->surroundings;
    QCOMPARE(around.gridCarbon.si, 0.41);
    QVERIFY(around.gridCarbonProvenance.confidence == Confidence::assumed);
    QVERIFY(around.gridCarbonProvenance.source != "a yearbook");
  }

  void changingOneIsAnEdit() {
    Document document(SmallSite().layout());
    const auto all = numbersIn(*document.current()->site);
    const auto at = std::find_if(all.begin(), all.end(), [](const WrittenNumber& n) {
      return n.kind == RecordKind::circuit && n.property->id == "supply";
    });
    QVERIFY(at != all.end());
    QVERIFY(document.edit(SetProperty{{at->id}, "supply", "16.5"}).empty());
    for (const WrittenNumber& number : numbersIn(*document.current()->site))
      if (number.id == at->id && number.property->id == "supply") QCOMPARE(number.value, 16.5);
  }
};

PLENUM_TEST(WrittenNumbersTest)
#include "WrittenNumbersTest.moc"
