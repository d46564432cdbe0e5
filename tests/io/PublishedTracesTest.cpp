// SPDX-License-Identifier: Apache-2.0
#include "Folder.h"
#include "io/JobTraces.h"
#include "support/Test.h"

using namespace plenum;

/// Rows as the owners of the public traces print them in their own descriptions, header for header; numbers to be
/// expected are worked out by hand from the row's times. Whole files are not to be had here.
class PublishedTracesTest : public QObject {
  Q_OBJECT
  test::Folder folder_;

  Result<io::JobTrace> read(const std::string& text, const std::string& name) {
    return io::readJobTrace(folder_.write(name, text));
  }
  static QString first(const Result<io::JobTrace>& result) {
    return result ? QString() : QString::fromStdString(result.problems().front().what.id);
  }
  static std::uint64_t lost(const io::JobTrace& trace, io::Dropped why) {
    return trace.dropped[static_cast<std::size_t>(why)];
  }

 private Q_SLOTS:
  // S-Lab-System-Group/HeliosData, README; the last two rows as the released logs have a few of: no end yet
  void helios() {
    const auto trace = read(
        "job_id,user,vc,gpu_num,cpu_num,node_num,state,submit_time,start_time,end_time,duration,queue\n"
        "1425511,uXBbc,vcJkd,1,1,1,COMPLETED,2020-06-09 18:41:01,2020-06-09 18:41:01,2020-06-10 04:55:09,36848,0\n"
        "1425512,uVMrF,vchbv,4,16,1,FAILED,2020-06-09 18:41:27,2020-06-09 18:41:27,2020-06-09 18:45:36,249,0\n"
        "1425513,uzqls,vcpDC,1,1,1,CANCELLED,2020-06-09 18:41:28,2020-06-09 18:41:28,2020-06-17 14:15:21,675233,0\n"
        "1425514,uzqls,vcpDC,0,4,1,COMPLETED,2020-06-09 18:41:30,2020-06-09 18:41:31,2020-06-09 18:42:31,60,1\n"
        "1425515,uzqls,vcpDC,2,4,1,RUNNING,2020-06-09 18:41:30,2020-06-09 18:41:31,,,1\n"
        "1425516,uzqls,vcpDC,2,4,1,SUSPENDED,2020-06-09 18:41:32,2020-06-09 18:41:33,None,,1\n",
        "cluster_log.csv");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->format, std::string("helios"));
    QCOMPARE(trace->jobs.size(), std::size_t{3});
    QCOMPARE(trace->jobs[0].length.seconds(), 36848.0);
    QCOMPARE(trace->jobs[1].chips, 4u);
    QCOMPARE(trace->jobs[1].submit.seconds(), 26.0);
    QCOMPARE(trace->jobs[2].length.seconds(), 675233.0);
    QCOMPARE(int(trace->jobs[2].state), int(JobRecord::State::cancelled));
    QCOMPARE(trace->jobs[0].queue, std::string("vcJkd"));
    QCOMPARE(lost(*trace, io::Dropped::noChips), std::uint64_t{1});
    QCOMPARE(lost(*trace, io::Dropped::unfinished), std::uint64_t{2});
    QVERIFY(trace->start == toTime({{2020, 6, 9}, 18, 41, 1.0}));
  }

  // InternLM/AcmeTrace, README: Seren has times of Beijing, Kalos of UTC, and a duration that counts the queue
  void seren() {
    const auto trace = read(
        "job_id,user,node_num,gpu_num,cpu_num,type,state,submit_time,start_time,end_time,duration,queue,gpu_time\n"
        "5778432,u5907,1,8,128,Other,FAILED,2023-03-01 00:18:22+08:00,2023-03-01 00:18:54+08:00,"
        "2023-03-01 00:20:51+08:00,117,32,936.0\n"
        "5778469,u5907,1,8,128,Other,COMPLETED,2023-03-01 00:23:58+08:00,2023-03-01 00:24:11+08:00,"
        "2023-03-01 01:09:04+08:00,2693,13,21544.0\n",
        "trace_seren.csv");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->format, std::string("acme"));
    QCOMPARE(trace->jobs.size(), std::size_t{2});
    QCOMPARE(trace->jobs[0].length.seconds(), 117.0);
    QCOMPARE(trace->jobs[0].wait.seconds(), 32.0);
    QCOMPARE(trace->jobs[1].submit.seconds(), 336.0);
    QCOMPARE(trace->jobs[1].length.seconds() * trace->jobs[1].chips, 21544.0);
    QVERIFY2(trace->start == toTime({{2023, 3, 1}, 0, 18, 22.0}), "the hour of the day is that of the place");
  }
  void kalos() {
    const auto trace = read(
        "job_id,user,node_num,gpu_num,cpu_num,mem_per_pod_GB,shared_mem_per_pod,type,state,submit_time,start_time,"
        "end_time,fail_time,stop_time,duration,queue,gpu_time\n"
        "dlctk696s0jbvitv,uf794,8,64,960,1000,100.0,Other,FAILED,2023-05-17 11:00:58+00:00,2023-05-17 11:01:08+00:00,"
        "2023-05-17 11:01:16+00:00,2023-05-17 11:01:16+00:00,,18,10.0,1152.0\n"
        "dlc1t2ypl09b8qtp,uf794,8,64,960,1000,100.0,Other,CANCELLED,2023-05-17 11:28:42+00:00,"
        "2023-05-17 11:28:54+00:00,2023-05-17 11:30:04+00:00,,2023-05-17 11:30:04+00:00,82,12.0,5248.0\n",
        "trace_kalos.csv");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->jobs.size(), std::size_t{2});
    QCOMPARE(trace->jobs[0].chips, 64u);
    QCOMPARE(trace->jobs[0].length.seconds(), 8.0);
    QCOMPARE(trace->jobs[0].wait.seconds(), 10.0);
    QCOMPARE(trace->jobs[1].length.seconds(), 70.0);
    QCOMPARE(trace->jobs[1].submit.seconds(), 1664.0);
    QCOMPARE(int(trace->jobs[1].state), int(JobRecord::State::cancelled));
  }

  // msr-fiddle/philly-traces, README; then attempts without an end or a begin, and a job that never ran, as the whole
  // log has them
  void philly() {
    const std::string eight = R"("gpus": ["gpu0","gpu1","gpu2","gpu3","gpu4","gpu5","gpu6","gpu7"])";
    const auto trace = read(
        R"([{
    "status": "Pass",
    "vc": "ee9e8c",
    "jobid": "application_1506638472019_14199",
    "attempts": [
        {"start_time": "2017-10-07 01:12:09", "end_time": "2017-10-07 01:13:23", "detail": [{"ip": "m47", )" +
            eight + R"(}]},
        {"start_time": "2017-10-07 01:13:30", "end_time": "2017-10-09 06:53:12", "detail": [{"ip": "m412", )" +
            eight + R"(}]}
    ],
    "submitted_time": "2017-10-07 01:11:39",
    "user": "ce2f4c"
}, {"status": "Pass", "vc": "6214e9", "jobid": "application_1506638472019_16565", "attempts": [
        {"start_time": "2017-10-09 03:07:23", "end_time": "None", "detail": [{"ip": "m146", "gpus": ["gpu7"]}]},
        {"start_time": "2017-10-09 03:11:14", "end_time": "2017-10-09 03:11:57",
         "detail": [{"ip": "m146", "gpus": ["gpu7"]}]},
        {"start_time": "2017-10-09 03:14:24", "end_time": "None", "detail": [{"ip": "m146", "gpus": ["gpu7"]}]},
        {"start_time": "None", "end_time": "2017-10-09 03:15:12", "detail": [{"ip": "m153", "gpus": ["gpu1"]}]}
    ], "submitted_time": "2017-10-09 03:04:16", "user": "2c46d5"},
   {"status": "Killed", "vc": "6214e9", "jobid": "application_1506638472019_15647", "attempts": [],
    "submitted_time": "2017-10-08 16:10:00", "user": "2c46d5"}])",
        "cluster_job_log");
    QVERIFY2(bool(trace), qPrintable(first(trace)));
    QCOMPARE(trace->format, std::string("philly"));
    QCOMPARE(trace->jobs.size(), std::size_t{2});
    QCOMPARE(trace->jobs[0].chips, 8u);
    // 74 s and 2 d 5 h 39 min 42 s, without the seven seconds between
    QCOMPARE(trace->jobs[0].length.seconds(), 74.0 + 193'182.0);
    QCOMPARE(trace->jobs[0].wait.seconds(), 30.0);
    QCOMPARE(trace->jobs[1].length.seconds(), 43.0);  // of the one attempt that tells both
    QCOMPARE(trace->jobs[1].chips, 1u);
    QCOMPARE(trace->rows, std::uint64_t{3});
    QCOMPARE(lost(*trace, io::Dropped::noChips) + lost(*trace, io::Dropped::unstarted), std::uint64_t{1});
  }

  // alibaba/clusterdata, cluster-trace-gpu-v2020: tables without a header, whose columns stand in files beside them
  void pai() {
    const std::string task =
        "4f057009a5d481acec67b088,tensorflow,1.0,Terminated,1739162.0,1739200.0,600.0,29.296875,50.0,MISC\n";
    for (const char* name : {"pai_task_table.csv", "tasks-of-july.csv"}) {
      const auto trace = read(task, name);
      QVERIFY2(bool(trace), qPrintable(first(trace)));
      QCOMPARE(trace->format, std::string("pai"));
      QCOMPARE(trace->jobs.size(), std::size_t{1});
      QCOMPARE(trace->jobs[0].length.seconds(), 38.0);
      QCOMPARE(trace->jobs[0].chips, 1u);
      QCOMPARE(trace->jobs[0].shareMilli, 500u);  // half of a chip
      QCOMPARE(trace->jobs[0].cpuMilli, 6000u);
      QCOMPARE(trace->jobs[0].memoryMib, 30000u);
      QVERIFY2(trace->start && hourOfDay(*trace->start) > 11.0 && hourOfDay(*trace->start) < 11.2,
               "dates are made up, the hour of the day in Beijing is not");
    }
    const std::string job =
        "4b3f04b66a525d2df903eb16,8cb3bec23d14dbde320b6613452e768cbbf35b8bd64ee28fcceb77d3c47d,58540f191766,"
        "Terminated,4550879.0,4551416.0\n";
    const auto alone = read(job, "pai_job_table.csv");
    QVERIFY(!alone);
    QCOMPARE(first(alone), QStringLiteral("io.traces.paiTable"));
    std::filesystem::remove(folder_.path("pai_job_table.csv"));
  }
};

PLENUM_TEST(PublishedTracesTest)
#include "PublishedTracesTest.moc"
