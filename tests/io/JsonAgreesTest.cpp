// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/Random.h"
#include "io/Json.h"
#include "support/Test.h"

using namespace plenum;

namespace {

bool isSame(const io::Json& ours, const nlohmann::json& theirs) {
  if (const auto* b = ours.truth()) return theirs.is_boolean() && theirs.get<bool>() == *b;
  if (const auto* n = ours.number()) return theirs.is_number() && theirs.get<double>() == *n;
  if (const auto* t = ours.text()) return theirs.is_string() && theirs.get<std::string>() == *t;
  if (const auto* items = ours.array()) {
    if (!theirs.is_array() || theirs.size() != items->size()) return false;
    for (std::size_t i = 0; i < items->size(); ++i)
      if (!isSame((*items)[i], theirs[i])) return false;
    return true;
  }
  if (const auto* members = ours.object()) {
    if (!theirs.is_object() || theirs.size() != members->size()) return false;
    for (const io::JsonMember& member : *members)
      if (!theirs.contains(member.key) || !isSame(member.value, theirs[member.key])) return false;
    return true;
  }
  return theirs.is_null();
}

std::vector<std::string> shippedTexts() {
  std::vector<std::string> texts;
  for (const char* folder : {"assets", "sample-sites"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::sourceDir() / folder))
      if (entry.path().extension() == ".json") {
        std::ifstream in(entry.path(), std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      }
  return texts;
}

}  // namespace

/// Our own reader of JSON against nlohmann_json: what we accept it accepts too, and we read the same values.
class JsonAgreesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void onEveryFileThatIsShipped() {
    const std::vector<std::string> texts = shippedTexts();
    QVERIFY(texts.size() > 30);
    for (const std::string& text : texts) {
      const auto ours = io::parseJson(text, "file");
      QVERIFY(ours);
      QVERIFY(isSame(*ours, nlohmann::json::parse(text)));
      QVERIFY(isSame(*ours, nlohmann::json::parse(io::print(*ours))));
    }
  }

  void onThousandsOfDamagedTexts() {
    const std::string whole =
        R"({"a": [1, -2.5e3, 0.125, true, null], "ключ": "текст \u00e9 \ud83d\ude00", "o": {"b": ""}})";
    int accepted = 0;
    for (std::uint64_t n = 0; n < 20'000; ++n) {
      std::string text = whole;
      const RandomKey key{11, n, 0};
      for (std::uint64_t k = 0; k < 1 + n % 3; ++k) {
        const std::size_t at = randomBits(key, 3 * k) % text.size();
        switch (randomBits(key, 3 * k + 1) % 3) {
          case 0:
            text[at] = static_cast<char>(randomBits(key, 3 * k + 2) % 256);
            break;
          case 1:
            text.erase(at, 1 + randomBits(key, 3 * k + 2) % 5);
            break;
          default:
            text.insert(at, 1, "{}[],:\"0123456789eE+-.tfn \\"[randomBits(key, 3 * k + 2) % 27]);
            break;
        }
        if (text.empty()) text = " ";
      }
      const auto ours = io::parseJson(text, "damaged");
      const nlohmann::json theirs = nlohmann::json::parse(text, nullptr, false);
      // we may refuse more (a key twice, a number beyond the range), never less
      if (!ours) continue;
      ++accepted;
      QVERIFY2(!theirs.is_discarded(), text.c_str());
      QVERIFY2(isSame(*ours, theirs), text.c_str());
    }
    QVERIFY(accepted > 100);
  }
};

PLENUM_TEST(JsonAgreesTest)
#include "JsonAgreesTest.moc"
