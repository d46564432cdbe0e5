// SPDX-License-Identifier: Apache-2.0
#include "Folder.h"
#include "base/Random.h"
#include "io/JobTraces.h"
#include "io/Language.h"
#include "support/Test.h"

using namespace plenum;

/// Traces of every format end in one record; what is broken is told with line and column.
class JobTracesTest : public QObject {
  Q_OBJECT
  test::Folder folder_;

  Result<io::JobTrace> read(const std::string& text, const std::string& name = "t.csv",
                            io::JobTraceOptions options = {}) {
    return io::readJobTrace(folder_.write(name, text), options);
  }
  static const Result<io::Language>& languageOf(const std::string& code) {
    static const auto english = io::Language::read("en"), chinese = io::Language::read("zh");
    return code == "zh" ? chinese : english;
  }
  template <class T>
  static QString first(const Result<T>& result) {
    if (result) return "no problem";
    const Problem& p = result.problems().front();
    return QString::fromStdString(p.what.id) + QString("@%1:%2").arg(p.place.line).arg(p.place.column);
  }
  static std::uint64_t lost(const io::JobTrace& trace, io::Dropped why) {
    return trace.dropped[static_cast<std::size_t>(why)];
  }
  static constexpr const char* ours = "id,submit_s,duration_s,chips\n";

  // written by hand after the formats' descriptions
  static std::string openb() {
    return "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_"
           "time\n"
           "p0,12000,16384,1,460,T4|P100,LS,Running,100,5100,130\n"
           "p1,500,100,0,0,,BE,Succeeded,120,220,121\n"
           "p2,96000,700000,8,1000,,BE,Failed,40,10040,40\n"
           "p3,500,100,1,1000,,BE,Pending,300,400,\n"
           "p4,500,100,1,1000,,BE,Running,300,400,400\n";
  }
  static std::string swf() {
    return "; Version: 2.2\n; UnixStartTime: 1325376000\n;\n"
           "  1 0 10 3600 64 -1 -1 64 7200 -1 1 3 1 -1 2 -1 -1 -1\n"
           "\t2 60 -1 -1 16 -1 -1 32 -1 -1 0 4 1 -1 -1 -1 -1 -1\r\n"
           "3 90 5 100 -1 -1 -1 8 50 -1 5 -1 1 -1 -1 -1 -1 -1\n";
  }
  static std::string sacct() {
    return "JobID|User|Partition|Submit|Start|End|State|AllocTRES|ReqTRES|Timelimit|Priority\n"
           "100|ada|gpu|2026-03-01T08:00:00|2026-03-01T08:00:30|2026-03-02T08:00:30|COMPLETED|billing=64,cpu=64,"
           "gres/gpu:a100=8,gres/gpu=8,mem=512G,node=1||2-00:00:00|4294901000\n"
           "100.batch||gpu|2026-03-01T08:00:00|2026-03-01T08:00:30|2026-03-02T08:00:30|COMPLETED|cpu=64|||\n"
           "101|bob|gpu|2026-03-01T09:00:00|None|2026-03-01T09:10:00|CANCELLED by "
           "1001||cpu=4,gres/gpu:h20=2|UNLIMITED|5\n"
           "102|bob|gpu|2026-03-01T09:00:00|2026-03-01T09:01:00|Unknown|RUNNING|cpu=4,gres/gpu=2||30:00|5\n"
           "103_4|bob|cpu|2026-03-01T09:00:00|2026-03-01T09:01:00|2026-03-01T09:02:00|TIMEOUT|cpu=4,mem=1000M||30|5\n"
           "103_5|bob|gpu|2026-03-01T09:00:00|2026-03-01T09:01:00|2026-03-01T09:02:00|TIMEOUT|cpu=4,gres/"
           "gpu:h20=4||30|5\n";
  }
  static std::string philly() {
    std::string text =
        "[\n {'status': 'Pass', 'vc': 'v1', 'jobid': 'a_1', 'user': 'u1', 'submitted_time': '2017-10-07 01:11:39',"
        " 'attempts': [{'start_time': '2017-10-07 01:12:09', 'end_time': '2017-10-07 01:13:09', 'detail': [{'ip': 'm1',"
        " 'gpus': ['gpu0', 'gpu1']}]},\n {'start_time': '2017-10-07 01:20:00', 'end_time': '2017-10-07 01:22:00',"
        " 'detail': [{'ip': 'm1', 'gpus': ['gpu0', 'gpu1']}, {'ip': 'm]\\n', 'gpus': ['gpu0']}]}]},\n"
        " {'status': 'Killed', 'vc': 'v1', 'jobid': 'a_2', 'user': 'u1', 'submitted_time': '2017-10-07 02:00:00',"
        " 'attempts': []},\n {'status': 'Failed', 'vc': 'v1', 'jobid': 'a_3', 'user': 'u2', 'submitted_time':"
        " '2017-10-07 02:00:00', 'attempts': [{'start_time': '2017-10-07 02:00:10', 'end_time': 'None', 'detail':"
        " [{'ip': 'm1', 'gpus': ['gpu0']}]}]}\n]";
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
  }
  static std::string helios() {
    return "job_id,user,vc,gpu_num,cpu_num,node_num,state,submit_time,start_time,end_time,duration,queue\n"
           "7,u1,vcA,4,16,1,COMPLETED,2020-06-09 18:41:01,2020-06-09 18:42:01,2020-06-10 04:42:01,36000,60\n"
           "8,u2,vcB,1,1,1,CANCELLED,2020-06-09 18:41:28,None,None,0,0\n";
  }
  static std::string acme() {
    return "job_id,user,node_num,gpu_num,cpu_num,mem_per_pod_GB,shared_mem_per_pod,type,state,submit_time,start_time,"
           "end_time,fail_time,stop_time,duration,queue,gpu_time\n"
           "d1,uf,8,64,960,1000,100.0,Pretrain,FAILED,2023-05-17 11:00:58+00:00,2023-05-17 11:01:08+00:00,"
           "2023-05-17 11:01:16+00:00,2023-05-17 11:01:16+00:00,,18,10.0,1152.0\n"
           "d2,uf,1,1,12,100,10.0,Evaluation,CANCELLED,2023-05-17 20:28:42+08:00,2023-05-17 20:28:54+08:00,,,"
           "2023-05-17 20:30:04+08:00,82,12.0,82.0\n";
  }
  static std::string pai() {
    return "j1,worker,2.0,Terminated,1739162.0,1739262.0,600.0,29.296875,50.0,MISC\n"
           "j1,ps,1.0,Terminated,1739162.0,1739262.0,600.0,29.296875,,\n"
           "j2,evaluator,3.0,Failed,1739000.0,1739100.5,100.0,10.0,200.0,V100\n"
           "j3,tensorflow,1.0,Running,1739000.0,,600.0,29.3,100.0,T4\n";
  }

 private Q_SLOTS:
  void readsOurs() {
    const auto trace = read(
        "\xEF\xBB\xBFsubmit_s,chips,duration_s,id,kind,industry,state,utilisation,is_preemptible,colour,share_milli\r\n"
        "90,4,30.25,b,training,fine-tuning,failed,0.75,true,red,\r\n"
        "\r\n"
        "10.000001,1,3,\"a,\"\"x\"\"\",batch,,,,,,250\r\n"
        "10,0,3,c,,,,,,,\n10,1,0,d,,,,,,,\n10,2,9999999,e,,,,,,,");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->format, std::string("plenum"));
    QCOMPARE(trace->jobs.size(), std::size_t{3});
    QCOMPARE(trace->jobs[0].id, std::string("e"));
    QVERIFY(trace->jobs[0].length == days(30));  // cut
    QCOMPARE(trace->jobs[1].id, std::string("a,\"x\""));
    QCOMPARE(trace->jobs[1].submit.us, std::int64_t{1});
    QCOMPARE(trace->jobs[1].shareMilli, 250u);
    QVERIFY(trace->jobs[2].kind == Job::Kind::training && trace->jobs[2].industry == Industry::fineTuning);
    QVERIFY(trace->jobs[2].state == JobRecord::State::failed && trace->jobs[2].isPreemptible);
    QCOMPARE(trace->jobs[2].length.us, std::int64_t{30'250'000});
    QCOMPARE(trace->rows, std::uint64_t{5});
    QCOMPARE(lost(*trace, io::Dropped::noChips), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::unstarted), std::uint64_t{1});
    QCOMPARE(trace->clipped, std::uint64_t{1});
    QCOMPARE(trace->unsorted, std::uint64_t{2});
  }

  void whatIsWrittenReadsBackTheSame() {
    std::vector<JobRecord> jobs;
    for (std::uint64_t i = 0; i < 500; ++i) {
      const RandomKey key{7, i, 1};
      const auto draw = [&key](std::uint64_t n) { return randomUniform(key, n); };
      JobRecord job;
      job.id = "job, \"" + std::to_string(i);
      job.submit = Duration{i == 0 ? 0 : static_cast<std::int64_t>(1e14 * draw(0))};
      job.length = Duration{1 + static_cast<std::int64_t>(2e12 * draw(1))};
      job.chips = 1 + static_cast<std::uint32_t>(1e5 * draw(2));
      job.shareMilli = 1 + static_cast<std::uint32_t>(999 * draw(3));
      job.utilisation = draw(4);
      job.wait = i % 3 ? Duration{static_cast<std::int64_t>(1e10 * draw(5))} : Duration{-1};
      job.estimate = i % 2 ? Duration{static_cast<std::int64_t>(1e12 * draw(6)) + 1} : Duration{0};
      job.kind = i % 4 ? std::optional(static_cast<Job::Kind>(i % 3)) : std::nullopt;
      job.industry = static_cast<Industry>(i % 11);
      job.state = static_cast<JobRecord::State>(i % 4);
      job.priority = static_cast<int>(i) - 250;
      job.isPreemptible = i % 5 == 0;
      job.user = i % 7 ? "用户" + std::to_string(i) : "";
      job.chipModels = i % 6 ? "" : "A|B";
      jobs.push_back(job);
    }
    std::stable_sort(jobs.begin(), jobs.end(), [](const auto& a, const auto& b) { return a.submit < b.submit; });
    const auto trace = read(io::textOf(jobs));
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QVERIFY(trace->jobs == jobs);
  }

  void readsOpenb() {
    const auto trace = read(openb());
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->format, std::string("openb"));
    QCOMPARE(trace->jobs.size(), std::size_t{2});
    const JobRecord& big = trace->jobs[0];
    const JobRecord& small = trace->jobs[1];
    QCOMPARE(big.chips, 8u);
    QCOMPARE(small.chips, 1u);
    QCOMPARE(small.shareMilli, 460u);
    QCOMPARE(small.submit.seconds(), 60.0);
    QCOMPARE(small.wait.seconds(), 30.0);
    QCOMPARE(small.length.seconds(), 4970.0);
    QVERIFY(small.kind == Job::Kind::inference && big.kind == Job::Kind::batch);
    QCOMPARE(lost(*trace, io::Dropped::noChips), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::unstarted), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::noLength), std::uint64_t{1});
    io::JobTraceOptions all;
    all.keepsAll = true;
    QCOMPARE(read(openb(), "t.csv", all)->jobs.size(), std::size_t{4});
  }

  void readsSwf() {
    const auto trace = read(swf(), "a.swf");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->format, std::string("swf"));
    QCOMPARE(trace->jobs.size(), std::size_t{2});
    QCOMPARE(trace->jobs[0].chips, 64u);
    QCOMPARE(trace->jobs[0].wait.seconds(), 10.0);
    QCOMPARE(trace->jobs[0].estimate.seconds(), 7200.0);
    QVERIFY(trace->jobs[0].state == JobRecord::State::completed);
    QVERIFY(trace->jobs[1].state == JobRecord::State::cancelled && trace->jobs[1].user.empty());
    QCOMPARE(lost(*trace, io::Dropped::unstarted), std::uint64_t{1});
    QVERIFY(trace->start == Time{1325376000LL * 1'000'000});
  }

  void readsSacct() {
    const auto trace = read(sacct(), "a.txt");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->format, std::string("sacct"));
    QCOMPARE(trace->jobs.size(), std::size_t{2});
    QCOMPARE(trace->jobs[0].chips, 8u);
    QCOMPARE(trace->jobs[0].cpuMilli, 64000u);
    QCOMPARE(trace->jobs[0].memoryMib, 512u * 1024);
    QCOMPARE(trace->jobs[0].chipModels, std::string("a100"));
    QVERIFY(trace->jobs[0].length == days(1) && trace->jobs[0].estimate == days(2));
    QCOMPARE(trace->jobs[1].chips, 4u);
    QVERIFY(trace->jobs[1].estimate == minutes(30) && trace->jobs[1].state == JobRecord::State::failed);
    QCOMPARE(lost(*trace, io::Dropped::step), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::unstarted), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::unfinished), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::noChips), std::uint64_t{1});
    QVERIFY(trace->start == toTime({{2026, 3, 1}, 8}));
  }

  void readsPhilly() {
    const auto trace = read(philly(), "cluster_job_log");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->jobs.size(), std::size_t{1});
    QCOMPARE(trace->jobs[0].chips, 3u);                // of the widest attempt
    QCOMPARE(trace->jobs[0].length.seconds(), 180.0);  // of both, without the pause between
    QCOMPARE(trace->jobs[0].wait.seconds(), 30.0);
    QCOMPARE(lost(*trace, io::Dropped::noChips), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::unfinished), std::uint64_t{1});
  }

  void readsHeliosAndAcme() {
    const auto one = read(helios());
    QVERIFY2(bool(one), qPrintable(first(one)));
    QCOMPARE(one->format, std::string("helios"));
    QCOMPARE(one->jobs.size(), std::size_t{1});
    QCOMPARE(one->jobs[0].chips, 4u);
    QVERIFY(one->jobs[0].length == hours(10) && one->jobs[0].wait == seconds(60));
    QCOMPARE(one->jobs[0].queue, std::string("vcA"));
    const auto two = read(acme());
    QVERIFY2(bool(two), qPrintable(first(two)));
    QCOMPARE(two->format, std::string("acme"));
    QCOMPARE(two->jobs.size(), std::size_t{2});
    QVERIFY(two->jobs[0].industry == Industry::pretraining && two->jobs[1].industry == Industry::evaluation);
    QCOMPARE(two->jobs[0].length.seconds(), 8.0);     // of its times: the duration of this table counts the queue
    QCOMPARE(two->jobs[1].length.seconds(), 70.0);    // the end stands in another column
    QCOMPARE(two->jobs[1].submit.seconds(), 5264.0);  // 12:28:42 UTC less 11:00:58
    QVERIFY(two->start == toTime({{2023, 5, 17}, 11, 0, 58.0}));
  }

  void readsPaiWithAndWithoutItsJobs() {
    const auto alone = read(pai(), "pai_task_table.csv");
    QVERIFY2(bool(alone), qPrintable(first(alone)));
    QCOMPARE(alone->format, std::string("pai"));
    QCOMPARE(alone->jobs.size(), std::size_t{2});
    QCOMPARE(alone->jobs[0].chips, 6u);
    QCOMPARE(alone->jobs[1].chips, 2u);
    QCOMPARE(alone->jobs[1].shareMilli, 500u);
    QCOMPARE(alone->jobs[1].cpuMilli, 12000u);
    QCOMPARE(lost(*alone, io::Dropped::noChips), std::uint64_t{1});
    QCOMPARE(lost(*alone, io::Dropped::unfinished), std::uint64_t{1});
    folder_.write("pai_job_table.csv", "j1,i1,ada,Terminated,1739100.0,1739300.0\nj2,i2,bob,Failed,,\n");
    const auto joined = read(pai(), "pai_task_table.csv");
    QVERIFY2(bool(joined), qPrintable(first(joined)));
    QCOMPARE(joined->jobs[1].user, std::string("ada"));
    QCOMPARE(joined->jobs[1].wait.seconds(), 62.0);
    std::filesystem::remove(folder_.path("pai_job_table.csv"));
  }

  void repeatedIdsAreNumbered() {
    const auto trace =
        read("; \n" + std::string(2 * 0, ' ') +
             "1 0 0 10 1 -1 -1 1 -1 -1 1 1 1 -1 1 -1 -1 -1\n"
             "1 5 0 10 1 -1 -1 1 -1 -1 1 1 1 -1 1 -1 -1 -1\n1 6 0 10 1 -1 -1 1 -1 -1 1 1 1 -1 1 -1 -1 -1\n");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->repeated, std::uint64_t{2});
    QCOMPARE(trace->jobs[1].id, std::string("1-2"));
    QCOMPARE(trace->jobs[2].id, std::string("1-3"));
  }

  void badFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const std::string& text, const char* problem, const char* format = "") {
      QTest::newRow(name) << QByteArray(text.data(), int(text.size())) << QString(format) << QString(problem);
    };
    const std::string h = ours;
    row("empty", "", "io.csv.empty@1:0");
    row("blank", "\n\r\n \n", "io.csv.empty@1:0");
    row("binary", h + std::string("a,1,1\0,3\n", 9), "io.csv.binary@2:6");
    row("gzip", "\x1f\x8b\x08xxxxx", "io.traces.compressed@0:0");
    row("utf-16", std::string("\xff\xfei\0d\0", 6), "io.traces.utf16@0:0");
    row("no such header", "a,b,c\n1,2,3\n", "io.traces.unknown@1:0");
    row("no such format", h, "io.traces.format@0:0", "excel");
    row("missing column", "id,submit_s,duration_s,gpus\n", "io.csv.noColumn@1:0");
    row("cut off", h + "a,1,1,1\nb,2,1", "io.csv.ragged@3:0");
    row("negative chips", h + "a,1,1,-4\n", "io.traces.number@2:7");
    row("not a number", h + "a,nan(1),1,4\n", "io.traces.number@2:3");
    row("infinite", h + "a,inf,1,4\n", "io.traces.number@2:3");
    row("huge", h + "a,1e300,1,4\n", "io.traces.number@2:3");
    row("many digits", h + "a,1," + std::string(1000, '9') + ",4\n", "io.traces.number@2:5");
    row("half a chip", h + "a,1,1,0.5\n", "io.csv.whole@2:7");
    row("too many chips", h + "a,1,1,4000001\n", "io.traces.number@2:7");
    row("open quote", h + "a,1,1,\"4\nb,1,1,4\n", "io.csv.quote@2:7");
    row("after quote", h + "\"a\"x,1,1,4\n", "io.csv.quote@2:1");
    row("twice", h + "a,1,1,4\nb,1,1,4\na,1,1,4\n", "io.traces.repeated@4:1");
    row("not utf-8", h + "\xff\xb0,1,1,4\n", "io.traces.text@2:1");
    row("cut inside a letter", h + "a\xe4\xbd,1,1,4\n", "io.traces.text@2:1");
    row("no number of seconds", "id,submit_s,duration_s,chips\na,nan,1,1\n", "io.traces.number@2:3");
    row("no number of chips", "id,submit_s,duration_s,chips\na,1,1,none\n", "io.traces.number@2:7");
    row("unknown word", "id,submit_s,duration_s,chips,kind\na,1,1,1,mining\n", "io.traces.word@2:9");
    row(
        "wide",
        "submit_s,duration_s" +
            [] {
              std::string more;
              for (int i = 0; i < 1'000'000; ++i) more += ",a";
              return more;
            }() +
            "\n",
        "io.csv.columns@1:8209", "plenum");
    row("long line", h + "a,1,1," + std::string(3 << 20, '1') + "\n", "io.traces.longRow@2:0");
    row("swf with 17", "; x\n1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n", "io.csv.ragged@2:0");
    row("swf with a word", "; x\n1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 many\n", "io.traces.number@2:43");
    row("no such date", "JobID|Submit|Start|End|State|AllocTRES\n1|2026-02-30T00:00:00|||COMPLETED|gres/gpu=1\n",
        "io.traces.time@2:3");
    row("resources", "JobID|Submit|Start|End|State|AllocTRES\n1|2026-02-20T00:00:00|||FAILED|gres/gpu=many\n",
        "io.traces.tres@2:32");
    row("a limit", "JobID|Submit|Start|End|State|AllocTRES|Timelimit\n1||||FAILED|gres/gpu=1|1:2:3:4\n",
        "io.traces.length@2:24");
    row("no resources", "JobID|Submit|Start|End|State\n1||||FAILED\n", "io.csv.noColumn@1:0");
    row("tasks without times", "name,cpu_milli,memory_mib,num_gpu,gpu_milli\np,1,1,1,1000\n", "io.csv.noColumn@1:0");
    row("a share of nothing",
        "name,cpu_milli,memory_mib,num_gpu,gpu_milli,creation_time,deletion_time,scheduled_time\np,1,1,1,0,1,2,1\n",
        "io.trace.noShare@2:9");
    row("an object", "{\"a\": 1}", "io.traces.noList@1:1");
    row("list cut", "[{\"status\": \"Pass\", ", "io.traces.listCut@1:21");
    row("list of numbers", "[1, 2]", "io.traces.noObject@1:2");
    row("more after the list", "[]\n[]", "io.traces.afterList@2:1");
    row("deep", "[" + std::string(100'000, '[') + std::string(100'001, ']'), "io.traces.noObject@1:2");
    row("deep within", "[\n {\"attempts\":" + std::string(100'000, '['), "io.traces.deep@2:78");
    row("json broken", "[{\"status\": \"Pass\"},\n  {\"status\": nope}]", "io.traces.philly.missing@1:2");
    row("json broken later", "[\n  {\"status\": nope}]", "io.json.unexpected@2:14");
    row("attempts", "[{\"status\":\"\",\"vc\":\"\",\"jobid\":\"a\",\"user\":\"\",\n \"attempts\": 7}]",
        "io.traces.philly.value@2:14");
  }
  void badFiles() {
    QFETCH(QByteArray, text);
    QFETCH(QString, format);
    QFETCH(QString, problem);
    io::JobTraceOptions options;
    options.format = format.toStdString();
    const auto result = read(text.toStdString(), "t.csv", options);
    QCOMPARE(first(result), problem);
    QVERIFY(result.problems().size() <= 20);
    // what is said stands in both languages
    for (const char* code : {"en", "zh"}) {
      const auto& language = languageOf(code);
      QVERIFY(bool(language));
      for (const Problem& p : result.problems()) {
        QVERIFY2(language->has(p.what.id), p.what.id.c_str());
        QVERIFY2(p.remedy.id.empty() || language->has(p.remedy.id), p.remedy.id.c_str());
      }
    }
  }

  void filesThatAreNone() {
    QVERIFY(!io::readJobTrace(folder_.path("nowhere.csv")));
    QVERIFY(!io::readJobTrace(folder_.path()));
    io::JobTraceOptions few;
    few.most = 3;
    std::string text = ours;
    for (int i = 0; i < 50; ++i) text += std::to_string(i) + ",1,1,1\n";
    const auto refused = read(text, "t.csv", few);
    QCOMPARE(first(refused), QString("io.traces.most@5:0"));
    QCOMPARE(refused.problems().size(), std::size_t{1});
  }

  /// Whatever is done to a good file, it is read or told; it never ends the program.
  void brokenFilesNeverEndTheProgram() {
    const std::string good[] = {
        std::string(ours) + "a,1,20,3\n\"b\",4,5.5,16\n", openb(), swf(), sacct(), philly(), helios(), acme(), pai()};
    const char* formats[] = {"plenum", "openb", "swf", "sacct", "philly", "helios", "acme", "pai"};
    const std::string spice[] = {"\"",
                                 ",",
                                 "|",
                                 "\n",
                                 "\r",
                                 std::string(1, '\0'),
                                 "\xff",
                                 "-",
                                 "1e309",
                                 "9999999999999999999",
                                 "[",
                                 "]",
                                 "{",
                                 "}",
                                 "\\",
                                 ":",
                                 "T",
                                 "None",
                                 "\xEF\xBB\xBF",
                                 "0x1p3",
                                 " "};
    int told = 0;
    for (std::uint64_t i = 0; i < 2000; ++i) {
      const RandomKey key{11, i, 3};
      std::string text = good[i % 8];
      const auto draw = [&key](std::uint64_t n, std::size_t below) {
        return static_cast<std::size_t>(randomUniform(key, n) * static_cast<double>(below));
      };
      for (std::uint64_t change = 0; change < 1 + i % 4; ++change) {
        const std::uint64_t n = 10 * change;
        const std::size_t at = draw(n, text.size() + 1);
        switch (draw(n + 1, 5)) {
          case 0:
            text.resize(at);
            break;
          case 1:
            text.insert(at, spice[draw(n + 2, std::size(spice))]);
            break;
          case 2:
            text.erase(at, draw(n + 3, 30));
            break;
          case 3:
            if (at < text.size()) text[at] = static_cast<char>(draw(n + 4, 256));
            break;
          default:
            text.insert(at, text.substr(draw(n + 5, text.size() + 1), draw(n + 6, 200)));
            break;
        }
      }
      io::JobTraceOptions options;
      if (i % 3) options.format = formats[i % 8];
      const auto result = read(text, "f.txt", options);
      if (result) {
        for (const JobRecord& job : result->jobs) {
          QVERIFY(job.length.us > 0 && job.length <= days(30));
          QVERIFY(job.chips > 0 && job.chips <= 4'000'000 && job.shareMilli > 0 && job.shareMilli <= 1000);
          QVERIFY(job.submit.us >= 0);
        }
        // what was understood can be written and understood again
        if (!result->jobs.empty()) {
          const auto again = read(io::textOf(result->jobs), "g.csv");
          QVERIFY2(bool(again), qPrintable(first(again)));
          QCOMPARE(again->jobs.size(), result->jobs.size());
        }
        continue;
      }
      ++told;
      QVERIFY(!result.problems().empty() && result.problems().size() <= 20);
      for (const Problem& problem : result.problems()) QVERIFY(!problem.place.file.empty());
    }
    QVERIFY(told > 400);  // else the changes change nothing
  }
};

PLENUM_TEST(JobTracesTest)
#include "JobTracesTest.moc"
