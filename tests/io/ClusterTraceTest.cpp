// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "Folder.h"
#include "io/ClusterTrace.h"
#include "io/Csv.h"
#include "support/Test.h"

using namespace plenum;

class ClusterTraceTest : public QObject {
  Q_OBJECT
  std::filesystem::path write(const std::string& text) {
    const auto file = folder_.path() / "t.csv";
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  template <class T>
  static std::string first(const Result<T>& result) {
    if (result) return "no problem";
    const Problem& p = result.problems().front();
    return p.what.id + "@" + std::to_string(p.place.line) + ":" + std::to_string(p.place.column);
  }
  static constexpr const char* head = "sn,cpu_milli,memory_mib,gpu,model\n";
  test::Folder folder_;

 private Q_SLOTS:
  void readsServersByName() {
    const auto cluster = io::readServers(
        write("\xEF\xBB\xBFsn,cpu_milli,memory_mib,gpu,model\r\nb,64000,1024,2,P100\r\n\r\na,96000,2048,8,\"T\"\"4\""));
    QVERIFY(bool(cluster));
    QCOMPARE(cluster->names, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(cluster->models, (std::vector<std::string>{"T\"4", "P100"}));
    QCOMPARE(int(cluster->servers[1].chips), 2);
    QCOMPARE(cluster->chipMilli(), std::int64_t{10'000});
  }

  void readsTasks() {
    const auto cluster = io::readServers(write(std::string(head) + "a,1,1,8,A\nb,1,1,8,B\n"));
    QVERIFY(bool(cluster));
    const auto tasks = io::readTasks(
        write(
            "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec\nt,500,9,1,460,\nu,0,0,4,30,B|Z\nv,1,1,0,0,\nw,1,1,1,"
            "1000,Z\n"),
        *cluster);
    QVERIFY(bool(tasks));
    QCOMPARE((*tasks)[0].requestMilli(), 460);
    QCOMPARE((*tasks)[1].requestMilli(), 4000);  // several chips are whole chips
    QCOMPARE((*tasks)[1].models, std::uint64_t{2});
    QCOMPARE((*tasks)[2].requestMilli(), 0);
    QVERIFY((*tasks)[3].models != 0 && ((*tasks)[3].models & 3u) == 0);  // fits nowhere
  }

  void badFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, std::string text, const char* problem) {
      QTest::newRow(name) << QByteArray(text.data(), int(text.size())) << QString(problem);
    };
    const std::string h = head;
    row("empty", "", "io.csv.empty@1:0");
    row("blank lines", "\n\r\n\n", "io.csv.empty@1:0");
    row("binary", std::string("sn,\0x", 5), "io.csv.binary@0:0");
    row("no column", "sn,cpu_milli,memory_mib,gpus,model\na,1,1,1,X\n", "io.csv.noColumn@1:0");
    row("ragged", h + "a,1,1,1,X\nb,1,1\n", "io.csv.ragged@3:0");
    row("open quote", h + "a,1,1,1,\"X\n", "io.csv.quote@2:9");
    row("after quote", h + "\"a\"b,1,1,1,X\n", "io.csv.quote@2:1");
    row("a word", h + "a,many,1,1,X\n", "io.csv.whole@2:2");
    row("a fraction", h + "a,1,1,1.5,X\n", "io.csv.whole@2:4");
    row("negative", h + "a,1,-1,1,X\n", "io.csv.whole@2:3");
    row("huge", h + "a,99999999999999999999999,1,1,X\n", "io.csv.whole@2:2");
    row("too many chips", h + "a,1,1,17,X\n", "io.csv.whole@2:4");
    row("nothing", h + "a,,1,1,X\n", "io.csv.whole@2:2");
    row("twice", h + "a,1,1,1,X\na,1,1,1,X\n", "io.trace.twice@3:1");
    std::string wide = "a";
    for (int i = 0; i < 300; ++i) wide += ",a";
    row("wide", wide + "\n", "io.csv.columns@1:513");
  }
  void badFiles() {
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);
    const auto read = io::readServers(write(text.toStdString()));
    QCOMPARE(QString::fromStdString(first(read)), problem);
  }

  void problemsAreBounded() {
    std::string text = head;
    for (int i = 0; i < 1000; ++i) text += "s" + std::to_string(i) + ",x,x,x,X\n";
    const auto read = io::readServers(write(text));
    QVERIFY(!read);
    QVERIFY(read.problems().size() <= 20);
    io::CsvLimits limits;
    limits.rows = 10;
    QCOMPARE(first(io::readCsv(write(text), limits)), std::string("io.csv.rows@12:0"));
    QVERIFY(!io::readServers(folder_.path() / "missing.csv"));
    QVERIFY(!io::readServers(folder_.path()));
  }

  void truncatedAnywhereIsToldOrRead() {
    const std::string whole = std::string(head) + "a,64000,1024,2,\"P,100\"\nb,64000,1024,2,T4\n";
    for (std::size_t n = 0; n < whole.size(); ++n) {
      const auto read = io::readServers(write(whole.substr(0, n)));
      if (!read) QVERIFY(!read.problems().empty());
    }
  }
};

PLENUM_TEST(ClusterTraceTest)
#include "ClusterTraceTest.moc"
