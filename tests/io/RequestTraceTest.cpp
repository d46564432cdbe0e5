// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "Folder.h"
#include "base/Random.h"
#include "io/RequestTrace.h"

using namespace plenum;
using namespace plenum::test;

namespace {

Result<RequestTrace> traceOf(const std::string& text, const io::RequestTraceOptions& options = {}) {
  const Folder folder;
  folder.write("trace", text);
  return io::readRequestTrace(folder.path() / "trace", options);
}

}  // namespace

class RequestTraceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void azureOfBothYears() {
    const auto trace = traceOf(
        "TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:17:03.9799600,4808,10\r\n"
        "2023-11-16 18:17:04.4799600,3180,8\r\n");
    QVERIFY(bool(trace));
    QCOMPARE(trace->format, std::string("azure"));
    QCOMPARE(trace->requests.size(), std::size_t{2});
    QVERIFY(isNear(trace->requests[1].atS, 0.5, 1e-6));
    QCOMPARE(trace->requests[1].input, 3180u);
    QVERIFY(isNear(trace->firstS, 18 * 3600 + 17 * 60 + 3.97996, 1e-3));
    QVERIFY(trace->hasDates);
    const auto later = traceOf(
        "TIMESTAMP,NumImages,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00.009930+00:00,1,2162,5\n"
        "2024-05-10 00:00:00.017335+00:00,0,2399,6\n");
    QVERIFY(bool(later));
    QVERIFY(isNear(later->requests[1].atS, 0.007405, 1e-6));
    QCOMPARE(later->requests[0].output, 5u);
  }
  void linesOfObjects() {
    const auto trace = traceOf(
        "{\"timestamp\": 27482, \"input_length\": 6955, \"output_length\": 52, \"hash_ids\": [46, 47]}\n\n"
        "{\"timestamp\": 30535, \"input_length\": 6472, \"output_length\": 26, \"hash_ids\": []}");
    QVERIFY(bool(trace));
    QCOMPARE(trace->format, std::string("mooncake"));
    QVERIFY(isNear(trace->requests[1].atS, 3.053, 1e-9));
    QCOMPARE(trace->requests[0].input, 6955u);
  }
  void windowsWithAndWithoutHeader() {
    for (const char* head : {"", "t,rate,cv,pattern,shape,scale\n"}) {
      const auto trace =
          traceOf(std::string(head) + "0,2.0,1.5,Gamma,0.4,1.1\n600,4.0,2.5,Gamma,0.2,1.0\n1200,0,nan,,,\n");
      QVERIFY(bool(trace));
      QCOMPARE(trace->format, std::string("servegen"));
      QCOMPARE(trace->windows.size(), std::size_t{3});
      const RequestStatistics s = statisticsOf(*trace);
      QCOMPARE(s.requests, std::uint64_t{3600});
      QVERIFY(isClose(s.perS, 2.0, 1e-9));
      QVERIFY(isClose(s.variation, (1200 * 1.5 + 2400 * 2.5) / 3600, 1e-9));
      QVERIFY(isClose(s.peakToMean, 2.0, 1e-9));
    }
  }
  void ourOwnOutOfOrder() {
    const auto trace = traceOf("at_s,input_tokens,output_tokens\n5,10,1\n2,20,2\n11,30,3\n");
    QVERIFY(bool(trace));
    QCOMPARE(trace->requests[0].input, 20u);
    QCOMPARE(trace->requests[0].atS, 0.0);
    QCOMPARE(trace->requests[2].atS, 9.0);
  }
  void statisticsOfKnownDraws() {
    // Poisson, lognormal lengths, ten hours: what was put in comes out
    RequestTrace trace;
    double at = 0.0;
    for (std::uint64_t n = 0; n < 40'000; ++n) {
      at -= 0.9 * std::log(1.0 - randomUniform({3, 1, 1}, n));
      const double in = 1000 * std::exp(0.8 * randomNormal({3, 1, 2}, n)),
                   out = 100 * std::exp(0.5 * randomNormal({3, 1, 3}, n));
      trace.requests.push_back({at, static_cast<std::uint32_t>(in + 0.5), static_cast<std::uint32_t>(out + 0.5)});
    }
    const RequestStatistics s = statisticsOf(trace);
    QVERIFY(isClose(s.perS, 1.0 / 0.9, 0.02));
    QVERIFY(isClose(s.variation, 1.0, 0.02));
    QVERIFY(isClose(s.input.median, 1000, 0.03));
    QVERIFY(isClose(s.input.logSigma, 0.8, 0.02));
    QVERIFY(isClose(s.output.p95, 100 * std::exp(0.5 * 1.645), 0.03));
    QVERIFY(isNear(s.correlation, 0.0, 0.02));
    QCOMPARE(s.hours, 10);
    const DemandSpec demand = demandFrom(s, "mine");
    QVERIFY(isClose(demand.inputMedian, 1000, 0.03) && isClose(demand.inputSigma, 0.8, 0.03));
    QCOMPARE(demand.byHour[20], 1.0);
    // a pause of half an hour changes the variation, and not the one without pauses
    for (std::size_t n = 20'000; n < trace.requests.size(); ++n) trace.requests[n].atS += 1800.0;
    const RequestStatistics paused = statisticsOf(trace);
    QVERIFY(paused.variation > 5.0);
    QVERIFY(isClose(paused.variationUnpaused, 1.0, 0.02));
  }
  void profileOfADay() {
    RequestTrace trace;
    trace.firstS = 6 * 3600;
    for (int minute = 0; minute < 2 * 24 * 60; ++minute) {
      const int hour = (6 + minute / 60) % 24;
      for (int n = 0; n < (hour == 12 ? 3 : 1); ++n) trace.requests.push_back({60.0 * minute + n, 10, 10});
    }
    const RequestStatistics s = statisticsOf(trace);
    QCOMPARE(s.hours, 24);
    QVERIFY(isClose(s.byHour[12], 3.0 * 24 / 26, 0.01));
    QVERIFY(isClose(s.byHour[3], 24.0 / 26, 0.01));
    QVERIFY(isClose(demandFrom(s, "x").byHour[12], 3.0 * 24 / 26, 0.01));
  }
  void badFiles_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("line");
    const QString head = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    const QString good = "2023-11-16 18:17:03.97,4808,10\n";
    QTest::newRow("empty") << ""
                           << "io.requests.unknown" << 1;
    QTest::newRow("stranger") << "name,age\nx,3\n"
                              << "io.requests.unknown" << 1;
    QTest::newRow("header alone") << head << "io.requests.empty" << 0;
    QTest::newRow("no column") << "TIMESTAMP,ContextTokens\n" + good << "io.csv.noColumn" << 1;
    QTest::newRow("cut off") << head + good + "2023-11-16 18:17:0"
                             << "io.csv.ragged" << 3;
    QTest::newRow("no date") << head + good + "2023-02-30 18:17:04,1,1\n"
                             << "io.traces.time" << 3;
    QTest::newRow("negative") << head + "2023-11-16 18:17:03,-1,10\n"
                              << "io.traces.number" << 2;
    QTest::newRow("huge") << head + "2023-11-16 18:17:03,1e30,10\n"
                          << "io.traces.number" << 2;
    QTest::newRow("word") << head + "2023-11-16 18:17:03,many,10\n"
                          << "io.traces.number" << 2;
    QTest::newRow("endless") << "at_s,input_tokens,output_tokens\ninf,1,1\n"
                             << "io.traces.number" << 2;
    QTest::newRow("object without length") << "{\"timestamp\": 1}\n"
                                           << "io.requests.noKey" << 1;
    QTest::newRow("text for a number") << "{\"timestamp\": \"1\", \"input_length\": 1, \"output_length\": 1}"
                                       << "io.requests.value" << 1;
    QTest::newRow("broken object")
        << "{\"timestamp\": 1, \"input_length\": 1, \"output_length\": 1}\n{\"timestamp\": 1,"
        << "" << 2;
    QTest::newRow("bad window") << "0,2.0,1.5\n600,x,1\n"
                                << "io.traces.number" << 2;
    QTest::newRow("compressed") << QString("\x1f") + "\x8b then rubbish"
                                << "" << -1;
  }
  void badFiles() {
    QFETCH(QString, text);
    QFETCH(QString, id);
    QFETCH(int, line);
    const auto trace = traceOf(text.toLatin1().toStdString());
    QVERIFY(!trace);
    const Problem& first = trace.problems().front();
    if (!id.isEmpty()) QCOMPARE(QString::fromStdString(first.what.id), id);
    QVERIFY(!first.what.id.empty());
    if (line >= 0) QCOMPARE(first.place.line, line);
  }
  void manyMistakesAreToldOnce() {
    std::string text = "at_s,input_tokens,output_tokens\n";
    for (int i = 0; i < 5000; ++i) text += "x,1,1\n";
    const auto trace = traceOf(text);
    QVERIFY(!trace);
    QCOMPARE(trace.problems().size(), std::size_t{20});
  }
  void tooManyAreAProblem() {
    const auto trace = traceOf("at_s,input_tokens,output_tokens\n1,1,1\n2,1,1\n3,1,1\n", {"", 2});
    QVERIFY(!trace);
    QCOMPARE(trace.problems()[0].what.id, std::string("io.requests.most"));
    QCOMPARE(trace.problems()[0].place.line, 4);
  }
  void missingAndNamedWrongly() {
    QVERIFY(!io::readRequestTrace("/no/such/file"));
    QCOMPARE(traceOf("x", {"csv", 9}).problems()[0].what.id, std::string("io.traces.format"));
  }
};
PLENUM_TEST(RequestTraceTest)
#include "RequestTraceTest.moc"
