// SPDX-License-Identifier: Apache-2.0
#include "Folder.h"
#include "io/Json.h"
#include "io/TextFile.h"

using namespace plenum;
using plenum::io::Json;
using namespace plenum::test;

class JsonTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void valuesKnowWhereTheyStand();
  void textsAndNumbersMeanWhatTheStandardSays();
  void theFirstSyntaxErrorIsNamed_data();
  void theFirstSyntaxErrorIsNamed();
  void everyTruncationIsRefused();
  void sixtyFourLevelsAreFineAndOneMoreIsNot();
  void manyThousandBracketsCostNothing();
  void aMillionValuesAreRefused();
  void printedTextReadsBack();
  void pointersAreEscaped();
};

namespace {

Json parsed(const std::string& text) {
  auto json = io::parseJson(text, "test");
  if (!json) {
    show(json.problems());
    throw std::runtime_error("no JSON");
  }
  return std::move(*json);
}

}  // namespace

void JsonTest::valuesKnowWhereTheyStand() {
  const Json root = parsed("{\n  \"a\": [1,\n    {\"b\": null}]\n}");
  const Json& b = io::nearest(root, "/a/1/b");
  QCOMPARE(b.line, 3);
  QCOMPARE(b.column, 11);
  QCOMPARE(root.object()->front().line, 2);
  QCOMPARE(root.object()->front().column, 3);
  // what is not there is pointed at by what should hold it
  QCOMPARE(io::nearest(root, "/a/1/c").column, 5);
  QCOMPARE(io::nearest(root, "/a/7/c").column, 8);
}

void JsonTest::textsAndNumbersMeanWhatTheStandardSays() {
  const Json root = parsed(R"(["\u0041\n\/", "\ud83d\ude00", "韶关", -0.5e-3, 1E2, true, false, null])");
  const auto& items = *root.array();
  QCOMPARE(*items[0].text(), std::string("A\n/"));
  QCOMPARE(*items[1].text(), std::string("\xf0\x9f\x98\x80"));
  QCOMPARE(*items[2].text(), std::string("韶关"));
  QCOMPARE(*items[3].number(), -0.0005);
  QCOMPARE(*items[4].number(), 100.0);
  QVERIFY(*items[5].truth() && !*items[6].truth());
  QVERIFY(std::holds_alternative<std::nullptr_t>(items[7].value));
}

void JsonTest::theFirstSyntaxErrorIsNamed_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("what");
  QTest::addColumn<QString>("remedy");
  QTest::addColumn<int>("line");
  QTest::addColumn<int>("column");
  QTest::addColumn<QString>("pointer");
  const auto row = [](const char* name, QByteArray text, const char* what, const char* remedy, int line, int column,
                      const char* pointer) {
    QTest::newRow(name) << text << QString("io.json.") + what << QString(remedy[0] ? "io.json." : "") + remedy << line
                        << column << pointer;
  };
  row("empty", "", "end", "expect.value", 1, 1, "");
  row("only space", " \n ", "end", "expect.value", 2, 2, "");
  row("truncated object", "{\n  \"a\": 1,", "end", "expect.key", 2, 10, "");
  row("truncated list", "[1, 2", "end", "expect.commaOrBracket", 1, 6, "");
  row("no comma", "{\"a\": 1\n \"b\": 2}", "unexpected", "expect.commaOrBrace", 2, 2, "");
  row("comma at the end", "{\"a\": [1, 2,]}", "unexpected", "expect.value", 1, 13, "/a/2");
  row("no colon", "{\"a\" 1}", "unexpected", "expect.colon", 1, 6, "");
  row("bare key", "{a: 1}", "unexpected", "expect.key", 1, 2, "");
  row("single quotes", "{'a': 1}", "unexpected", "expect.key", 1, 2, "");
  row("NaN", "{\"a\": NaN}", "number", "number.remedy", 1, 7, "/a");
  row("infinity", "[-Infinity]", "number", "number.remedy", 1, 2, "/0");
  row("too large", "[1e999]", "numberSize", "number.remedy", 1, 2, "/0");
  row("leading zero", "[007]", "number", "number.remedy", 1, 2, "/0");
  row("plus", "[+7]", "number", "number.remedy", 1, 2, "/0");
  row("point only", "[.5]", "number", "number.remedy", 1, 2, "/0");
  row("half a number", "[5.]", "number", "number.remedy", 1, 2, "/0");
  row("number with a unit", "[5kW]", "number", "number.remedy", 1, 2, "/0");
  row("True", "[True]", "unexpected", "expect.value", 1, 2, "/0");
  row("comment", "[1] // one", "unexpected", "expect.end", 1, 5, "");
  row("two roots", "{} {}", "unexpected", "expect.end", 1, 4, "");
  row("unclosed text", "{\"a\": \"b}\n", "unclosed", "unclosed.remedy", 1, 7, "/a");
  row("tab in a text", "[\"a\tb\"]", "control", "control.remedy", 1, 4, "/0");
  row("bad escape", "[\"a\\q\"]", "escape", "escape.remedy", 1, 4, "/0");
  row("half a surrogate", "[\"\\ud83d\"]", "escape", "escape.remedy", 1, 3, "/0");
  row("duplicate key", "{\"x\": {\"a\": 1,\n\"a\": 2}}", "duplicate", "duplicate.remedy", 2, 1, "/x");
  row("zero byte", QByteArray("[1\0]", 4), "unexpected", "expect.commaOrBracket", 1, 3, "");
}

void JsonTest::theFirstSyntaxErrorIsNamed() {
  QFETCH(QByteArray, text);
  QFETCH(QString, what);
  QFETCH(QString, remedy);
  QFETCH(int, line);
  QFETCH(int, column);
  QFETCH(QString, pointer);
  const auto json = io::parseJson(text.toStdString(), "test.json");
  QVERIFY(!json);
  QCOMPARE(json.problems().size(), std::size_t{1});
  const Problem& problem = json.problems().front();
  QCOMPARE(QString::fromStdString(problem.what.id), what);
  QCOMPARE(QString::fromStdString(problem.remedy.id), remedy);
  QCOMPARE(problem.place.line, line);
  QCOMPARE(problem.place.column, column);
  QCOMPARE(QString::fromStdString(problem.place.pointer), pointer);
  QCOMPARE(problem.place.file, std::string("test.json"));
}

void JsonTest::everyTruncationIsRefused() {
  std::string text = contentOf(oneHall());
  while (!text.empty() && text.back() == '\n') text.pop_back();
  QVERIFY(bool(io::parseJson(text, "")));
  for (std::size_t length = 0; length < text.size(); ++length)
    QVERIFY(!io::parseJson(std::string_view(text).substr(0, length), ""));
}

void JsonTest::sixtyFourLevelsAreFineAndOneMoreIsNot() {
  QVERIFY(bool(io::parseJson(std::string(64, '[') + std::string(64, ']'), "")));
  const auto deeper = io::parseJson(std::string(65, '[') + std::string(65, ']'), "");
  QVERIFY(!deeper);
  QCOMPARE(deeper.problems().front().what.id, std::string("io.json.depth"));
  QCOMPARE(deeper.problems().front().place.column, 65);
}

void JsonTest::manyThousandBracketsCostNothing() {
  for (const char* bracket : {"[", "{\"a\":"}) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += bracket;
    const auto json = io::parseJson(text, "");
    QVERIFY(!json);
    QCOMPARE(json.problems().front().what.id, std::string("io.json.depth"));
  }
}

void JsonTest::aMillionValuesAreRefused() {
  std::string text = "[0";
  for (std::size_t i = 0; i < io::maxJsonValues; ++i) text += ",0";
  const auto json = io::parseJson(text + "]", "");
  QVERIFY(!json);
  QCOMPARE(json.problems().front().what.id, std::string("io.json.tooMany"));
}

void JsonTest::printedTextReadsBack() {
  const Json root = parsed(R"({"a": [0.1, -0, 1e300, "q\"\\\u0001\n\t"], "b": {"c": [], "d": {}}, "e": [true, null]})");
  const std::string text = io::print(root);
  QVERIFY(io::sameContent(parsed(text), root));
  QCOMPARE(io::print(parsed(text)), text);
}

void JsonTest::pointersAreEscaped() {
  const Json root = parsed(R"({"a/b": {"c~d": 5}})");
  QCOMPARE(*io::nearest(root, io::below(io::below("", "a/b"), "c~d")).number(), 5.0);
  QCOMPARE(io::below("", "a/b"), std::string("/a~1b"));
}

PLENUM_TEST(JsonTest)
#include "JsonTest.moc"
