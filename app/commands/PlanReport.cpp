// SPDX-License-Identifier: Apache-2.0
#include "commands/PlanReport.h"

#ifdef PLENUM_VIEWS
#include <QDate>
#include <chrono>

#include "commands/Lettering.h"
#include "window/ReportFolder.h"
#endif

namespace plenum::app {
#ifdef PLENUM_VIEWS

Problems reportTrouble(const Arguments& arguments) {
  if (!arguments.has("report")) return {};
  return plenum::reportTrouble(arguments.text("report"), arguments.text("since"));
}

Exit reportPlan(const PlanReport& asked, Parallel& parallel) {
  const auto begin = std::chrono::steady_clock::now();
  const Console& console = asked.console;
  const Lettering lettering;
  std::vector<std::string> codes{"zh", "en"};
  if (console.choice() == Console::Choice::person) codes = {console.language().code()};
  std::vector<std::unique_ptr<ReportTongue>> tongues;
  ReportOrder order;
  for (const std::string& code : codes) {
    auto tongue = ReportTongue::of(code);
    if (!tongue) return console.complain(tongue.problems());
    order.tongues.push_back(tongue->get());
    tongues.push_back(std::move(*tongue));
  }
  views::PlanSeen& seen = order.seen;
  seen.plan = std::make_shared<const plan::Plan>(asked.plan);
  seen.option = asked.option;
  seen.ground = std::make_shared<const plan::Ground>(asked.ground);
  for (const plan::Option& option : asked.plan.options) {
    seen.all.push_back(std::make_shared<const plan::Evaluation>(evaluate(asked.plan, option, asked.ground)));
    if (option.id == asked.option.id) seen.evaluation = seen.all.back();
  }
  order.layout = asked.ground.layout;
  order.setting = asked.setting;
  order.samples = asked.samples;
  order.made = plan::dayOf(QDate::currentDate().toString(Qt::ISODate).toStdString());
  order.since = asked.arguments.text("since");
  order.folder = asked.arguments.text("report");
  const StopSignal stop;
  Result<ReportWritten> written = Problem{};
  {
    ProgressLine progress(console);
    written = writeReport(order, parallel, [&](double share) {
      progress.show(share);
      return !stop.isRaised();
    });
  }
  if (!written && stop.isRaised()) {
    console.complain(Text("plan.stopped"));
    return Exit::stopped;
  }
  if (!written) return console.complain(written.problems());
  if (!written->hasStills) console.complain(Text("cli.plan.report.stills"));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  console.printLine(console.say(Text("cli.plan.report.done", {{"folder", order.folder.string()},
                                                              {"files", std::to_string(written->files.size())},
                                                              {"option", asked.option.id},
                                                              {"hash", written->fingerprint},
                                                              {"seconds", toText(seconds, 1)}})));
  return Exit::done;
}

#else

Problems reportTrouble(const Arguments& arguments) {
  if (!arguments.has("report")) return {};
  return {{Problem::Weight::error, {}, Text("cli.render.absent"), {}}};
}
Exit reportPlan(const PlanReport& asked, Parallel&) {
  asked.console.complain(Text("cli.render.absent"));
  return Exit::failed;
}

#endif
}  // namespace plenum::app
