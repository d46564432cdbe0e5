// SPDX-License-Identifier: Apache-2.0
#include "panels/JobDesk.h"

#include <QMenu>
#include <algorithm>
#include <array>

#include "live/Naming.h"
#include "live/Phases.h"
#include "overlays/Tenants.h"
#include "panels/Dependents.h"

namespace plenum::views {

namespace {

constexpr double wPerMw = 1e6;

const Frame::JobLine* jobIn(const Frame& frame, const std::string& id) {
  const auto found =
      std::find_if(frame.jobs.begin(), frame.jobs.end(), [&](const Frame::JobLine& job) { return job.id == id; });
  return found == frame.jobs.end() ? nullptr : &*found;
}

bool isDrainable(EntityRef place) {
  return place.kind == Kind::rack || place.kind == Kind::row || place.kind == Kind::hall;
}

std::uint32_t drainedIn(const Frame& frame, const std::vector<std::uint32_t>& racks) {
  return std::uint32_t(std::count_if(racks.begin(), racks.end(), [&](std::uint32_t rack) {
    return rack < frame.isRackDrained.size() && frame.isRackDrained[rack] != 0;
  }));
}

const char* refusalOfJob(JobWish wish, const Frame& frame, const std::string& id) {
  if (id.empty()) return "jobs.why.nothing-selected";
  const std::uint32_t tenant = findTenant(frame, id);
  if (tenant == none) return "jobs.why.gone";
  const Frame::JobLine* job = jobIn(frame, id);
  if (!job) {
    if (wish != JobWish::cap) return "jobs.why.service";
    return tenantChips(frame, tenant) > 0 ? nullptr : "jobs.why.no-chips";
  }
  if (isOver(job->phase)) return "jobs.why.over";
  switch (wish) {
    case JobWish::checkpoint:
      if (job->phase != Phase::running) return "jobs.why.not-running";
      return job->checkpointAgeS < 0.0 ? "jobs.why.no-checkpoints" : nullptr;
    case JobWish::crash:
      return job->phase == Phase::running || job->phase == Phase::checkpointing ? nullptr : "jobs.why.not-running";
    case JobWish::preempt:
    case JobWish::cap:
      return holdsChips(job->phase) ? nullptr : "jobs.why.no-chips";
    default:
      return nullptr;
  }
}

}  // namespace

const char* nameOf(JobWish wish) {
  static constexpr std::array<const char*, 9> names{"job-submit", "job-checkpoint", "job-preempt",
                                                    "job-cap",    "job-crash",      "job-cancel",
                                                    "drain",      "undrain",        "limit-power"};
  return names[static_cast<std::size_t>(wish)];
}

const char* refusalOf(JobWish wish, const Frame& frame, const std::string& job, EntityRef place) {
  if (!frame.layout) return "jobs.why.no-campus";
  switch (wish) {
    case JobWish::submit:
    case JobWish::limitPower:
      return nullptr;
    case JobWish::drain:
    case JobWish::undrain: {
      if (!isDrainable(place) || !isIn(*frame.layout, place)) return "jobs.why.not-drainable";
      const auto racks = racksBehind(*frame.layout, place);
      if (racks.empty()) return "jobs.why.not-drainable";
      const std::uint32_t drained = drainedIn(frame, racks);
      if (wish == JobWish::drain) return drained == racks.size() ? "jobs.why.drained" : nullptr;
      return drained == 0 ? "jobs.why.not-drained" : nullptr;
    }
    default:
      return refusalOfJob(wish, frame, job);
  }
}

JobDesk::JobDesk(Look& look, FrameClock& clock, SessionDesk& desk, QWidget* window)
    : QObject(window), look_(look), clock_(clock), desk_(desk), window_(window) {}

/// What a job has done since its last checkpoint, which it would have to do again.
QStringList JobDesk::lossOf(const std::string& id) const {
  const FramePtr& frame = clock_.frame();
  const Frame::JobLine* job = frame ? jobIn(*frame, id) : nullptr;
  if (!job || !holdsChips(job->phase)) return {look_.words("jobs.lose.nothing")};
  const double sinceStartS = (frame->time - frame->start).seconds() - job->startS;
  const bool isSaved = job->checkpointAgeS >= 0.0;
  const double lostS = isSaved ? job->checkpointAgeS : sinceStartS;
  if (!(lostS >= 0.0) || job->startS < 0.0) return {};
  return {look_.words(isSaved ? "jobs.lose.since-checkpoint" : "jobs.lose.all",
                      {{"time", look_.format.duration(lostS).toStdString()},
                       {"hours", look_.format.fixed(lostS / 3600.0 * job->chips, 0).toStdString()}})};
}

AskDialog::Question JobDesk::questionOf(JobWish wish, const std::string& job, EntityRef place) const {
  const FramePtr frame = clock_.frame();
  AskDialog::Question q;
  q.isDestructive = wish == JobWish::crash || wish == JobWish::cancel || wish == JobWish::preempt;
  const std::string target = isDrainable(place) ? frame->layout->idOf(place) : std::string();
  switch (wish) {
    case JobWish::checkpoint:
      q.action = [job](double) { return Action(CheckpointJob{job}); };
      break;
    case JobWish::preempt:
      q.action = [job](double) { return Action(PreemptJob{job}); };
      q.consequences = [this](double) { return QStringList{look_.words("jobs.lose.preempt")}; };
      break;
    case JobWish::crash:
      q.action = [job](double) { return Action(CrashJob{job}); };
      q.consequences = [this, job](double) { return lossOf(job) << look_.words("jobs.lose.crash"); };
      break;
    case JobWish::cancel:
      q.action = [job](double) { return Action(CancelJob{job}); };
      q.consequences = [this, job](double) { return lossOf(job) << look_.words("jobs.lose.cancel"); };
      break;
    case JobWish::cap:
      q.action = [job](double percent) { return Action(CapJob{job, Fraction{percent / 100.0}}); };
      q.number = AskDialog::Number{"jobs.cap", 20.0, 100.0, 80.0, QStringLiteral(" %"), 0};
      q.consequences = [this](double percent) {
        return QStringList{look_.words(percent >= 100.0 ? "jobs.lose.uncapped" : "jobs.lose.capped")};
      };
      break;
    case JobWish::drain: {
      const auto racks = racksBehind(*frame->layout, place);
      std::uint64_t chips = 0;
      for (const std::uint32_t rack : racks) chips += frame->layout->racks[rack].chips;
      const auto tenants = tenantsIn(*frame, racks).size();
      q.action = [target](double) { return Action(Drain{target}); };
      q.consequences = [this, racks = racks.size(), chips, tenants](double) {
        return QStringList{look_.words("jobs.lose.drain", {{"racks", std::to_string(racks)},
                                                           {"chips", look_.format.count(qint64(chips)).toStdString()},
                                                           {"jobs", std::to_string(tenants)}})};
      };
      break;
    }
    case JobWish::undrain:
      q.action = [target](double) { return Action(Undrain{target}); };
      break;
    case JobWish::limitPower: {
      const double nowMw = frame->metrics.itPowerW / wPerMw;
      q.action = [](double megawatts) { return Action(LimitPower{Watts{megawatts * wPerMw}}); };
      q.number = AskDialog::Number{
          "jobs.limit", 0.0, std::max(1.0, 10.0 * nowMw), 0.9 * nowMw, QStringLiteral(" MW"), nowMw < 10.0 ? 3 : 1};
      q.consequences = [this, nowMw](double megawatts) {
        const std::string now = look_.format.text(nowMw * wPerMw, Unit::watts).toStdString();
        const char* id = megawatts <= 0.0    ? "jobs.lose.limit-off"
                         : megawatts < nowMw ? "jobs.lose.limit"
                                             : "jobs.lose.limit-slack";
        return QStringList{look_.words(id, {{"now", now}})};
      };
      break;
    }
    case JobWish::submit:
      break;
  }
  return q;
}

void JobDesk::ask(JobWish wish, const std::string& job, EntityRef place) {
  const FramePtr& frame = clock_.frame();
  if (!frame || refusalOf(wish, *frame, job, place)) return;
  const auto act = [this](const Action& action) { desk_.act(action); };
  if (wish == JobWish::submit) {
    submit_ = new SubmitDialog(look_, frame, window_);
    connect(submit_, &SubmitDialog::answered, this, act);
    return submit_->open();
  }
  AskDialog::Question question = questionOf(wish, job, place);
  const bool isAsked =
      question.isDestructive || question.number || (wish == JobWish::drain && place.kind != Kind::rack);
  if (!isAsked) return act(question.action(0.0));
  dialog_ = new AskDialog(look_, std::move(question), window_);
  connect(dialog_, &AskDialog::answered, this, act);
  dialog_->open();
}

void JobDesk::addRow(QMenu& menu, JobWish wish, const std::string& job) {
  const FramePtr& frame = clock_.frame();
  const char* why = refusalOf(wish, *frame, job, {});
  QAction* made = menu.addAction(look_.words((std::string("command.") + nameOf(wish)).c_str()), this,
                                 [this, wish, job] { ask(wish, job, {}); });
  made->setEnabled(!why);
  if (why) made->setToolTip(look_.words(why));
}

void JobDesk::addTo(QMenu& menu, const std::string& job) {
  const FramePtr& frame = clock_.frame();
  if (!frame) return;
  menu.setToolTipsVisible(true);
  if (!jobIn(*frame, job)) return addRow(menu, JobWish::cap, job);
  for (const JobWish wish : {JobWish::checkpoint, JobWish::preempt, JobWish::cap}) addRow(menu, wish, job);
  menu.addSeparator();
  for (const JobWish wish : {JobWish::crash, JobWish::cancel}) addRow(menu, wish, job);
}

void JobDesk::offer(const std::string& job, QPoint at) {
  auto* menu = new QMenu(window_);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  addTo(*menu, job);
  if (menu->isEmpty())
    delete menu;
  else
    menu->popup(at);
}

}  // namespace plenum::views
