// SPDX-License-Identifier: Apache-2.0
// The columns of jobs and services: rows of two tables.
#include <array>
#include <cmath>
#include <limits>

#include "live/Phases.h"
#include "models/WorkModel.h"

namespace plenum::views {

namespace {

using L = const Look&;
using F = const Frame&;
using I = std::size_t;
using Job = Frame::JobLine;
using Service = Frame::ServiceLine;

constexpr double nowhere = std::numeric_limits<double>::infinity();  // behind every number
constexpr double secondsPerDay = 86400.0;

const Job& job(F f, I i) { return f.jobs[i]; }
const Service& service(F f, I i) { return f.services[i]; }
/// Output tokens by all the energy that they take, and by what its electricity costs.
double perJouleAllIn(const Service& s) { return s.allInW > 0.0 ? s.tokensPerS / s.allInW : 0.0; }
double perYuan(const Service& s) { return s.yuanPerHour > 0.0 ? s.tokensPerS * 3600.0 / s.yuanPerHour : 0.0; }
QString perYuanText(L look, const Service& s) { return look.format.significant(perYuan(s) / 1e6, 3); }

QString named(L look, const Name& name, const std::string& id) {
  const QString text = look.words(name);
  return text.isEmpty() ? QString::fromStdString(id) : text;
}

double powerW(const std::vector<Job::Part>& parts) {
  double sum = 0.0;
  for (const Job::Part& part : parts) sum += part.powerW;
  return sum;
}

/// Seconds of the scenario as the clock shows them, with the day where it is another one than the run's first.
QString clockText(L look, F f, double s) {
  if (s < 0.0 || !std::isfinite(s)) return Format::dash();
  const Time at = f.start + Duration{static_cast<std::int64_t>(s * 1e6)};
  const QString clock = look.format.clock(at).left(5);
  if (std::abs((at - f.time).seconds()) < secondsPerDay && look.format.date(at) == look.format.date(f.time))
    return clock;
  return look.format.date(at).mid(5) + QLatin1Char(' ') + clock;
}

QString fixed(L look, double value, int decimals) { return look.format.fixed(value, decimals); }
QString dashOr(bool isKnown, const QString& text) { return isKnown ? text : Format::dash(); }

QString speedText(L look, F f, I i) {
  const Job& j = job(f, i);
  if (j.phase != Phase::running && j.phase != Phase::checkpointing) return Format::dash();
  const QString speed = look.format.text(double(j.speed), Unit::fraction);
  if (j.slowed == Job::Slowed::no) return speed;
  return speed + QStringLiteral(" · ") + look.words(textIdOf(j.slowed));
}

QIcon phaseOf(L look, F f, I i) { return phaseIcon(job(f, i).phase, look.theme.tokens()); }

constexpr std::array jobColumns{
    WorkList::Column{.title = "jobs.column.name",
                     .width = 190,
                     .text = [](L look, F f, I i) { return named(look, job(f, i).name, job(f, i).id); }},
    WorkList::Column{.title = "jobs.column.phase",
                     .width = 118,
                     .text = [](L look, F f, I i) { return look.words(textIdOf(job(f, i).phase)); },
                     .rank = [](F f, I i) { return double(job(f, i).phase); },
                     .icon = phaseOf,
                     .isBad = [](F f, I i) { return job(f, i).phase == Phase::detecting; }},
    WorkList::Column{.title = "jobs.column.chips",
                     .isNumber = true,
                     .width = 66,
                     .text = [](L look, F f, I i) { return look.format.count(job(f, i).chips); },
                     .rank = [](F f, I i) { return double(job(f, i).chips); }},
    WorkList::Column{.title = "jobs.column.progress",
                     .isNumber = true,
                     .width = 84,
                     .text =
                         [](L look, F f, I i) {
                           const double p = double(job(f, i).progress);
                           return dashOr(p >= 0.0, look.format.text(p, Unit::fraction));
                         },
                     .rank = [](F f, I i) { return double(job(f, i).progress); },
                     .bar = [](F f, I i) { return double(job(f, i).progress); }},
    WorkList::Column{
        .title = "jobs.column.speed",
        .isNumber = true,
        .width = 136,
        .text = speedText,
        .rank = [](F f, I i) { return double(job(f, i).speed); },
        .isBad = [](F f, I i) { return holdsChips(job(f, i).phase) && job(f, i).slowed != Job::Slowed::no; }},
    WorkList::Column{.title = "jobs.column.mfu",
                     .isNumber = true,
                     .width = 64,
                     .text =
                         [](L look, F f, I i) {
                           const double mfu = double(job(f, i).mfu);
                           return dashOr(mfu > 0.0, look.format.text(mfu, Unit::fraction));
                         },
                     .rank = [](F f, I i) { return double(job(f, i).mfu); },
                     .isNeeded = [](F f, I i) { return job(f, i).mfu > 0.0f; }},
    WorkList::Column{.title = "jobs.column.step",
                     .isNumber = true,
                     .width = 70,
                     .text =
                         [](L look, F f, I i) {
                           const double s = double(job(f, i).stepS);
                           return dashOr(s > 0.0, look.format.text(s, Unit::seconds));
                         },
                     .rank = [](F f, I i) { return double(job(f, i).stepS); },
                     .isNeeded = [](F f, I i) { return job(f, i).stepS > 0.0f; }},
    WorkList::Column{.title = "jobs.column.power",
                     .isNumber = true,
                     .width = 76,
                     .text =
                         [](L look, F f, I i) {
                           return dashOr(!job(f, i).parts.empty(),
                                         look.format.text(powerW(job(f, i).parts), Unit::watts));
                         },
                     .rank = [](F f, I i) { return powerW(job(f, i).parts); }},
    WorkList::Column{.title = "jobs.column.failures",
                     .isNumber = true,
                     .width = 66,
                     .text = [](L look, F f, I i) { return look.format.count(job(f, i).failures); },
                     .rank = [](F f, I i) { return double(job(f, i).failures); },
                     .isNeeded = [](F f, I i) { return job(f, i).failures > 0; }},
    WorkList::Column{.title = "jobs.column.lost",
                     .isNumber = true,
                     .width = 84,
                     .text = [](L look, F f, I i) { return fixed(look, double(job(f, i).lostChipHours), 1); },
                     .rank = [](F f, I i) { return double(job(f, i).lostChipHours); },
                     .isNeeded = [](F f, I i) { return job(f, i).lostChipHours > 0.05f; }},
    WorkList::Column{.title = "jobs.column.checkpoint",
                     .isNumber = true,
                     .width = 84,
                     .text =
                         [](L look, F f, I i) {
                           const double age = job(f, i).checkpointAgeS;
                           return dashOr(age >= 0.0, look.format.duration(age));
                         },
                     .rank = [](F f, I i) { return job(f, i).checkpointAgeS; },
                     .isNeeded = [](F f, I i) { return job(f, i).checkpointAgeS >= 0.0; }},
    WorkList::Column{.title = "jobs.column.submit",
                     .isNumber = true,
                     .width = 88,
                     .text = [](L look, F f, I i) { return clockText(look, f, job(f, i).submitS); },
                     .rank = [](F f, I i) { return job(f, i).submitS; }},
    WorkList::Column{.title = "jobs.column.start",
                     .isNumber = true,
                     .width = 88,
                     .text = [](L look, F f, I i) { return clockText(look, f, job(f, i).startS); },
                     .rank = [](F f, I i) { return job(f, i).startS < 0.0 ? nowhere : job(f, i).startS; }},
    WorkList::Column{.title = "jobs.column.end",
                     .isNumber = true,
                     .width = 96,
                     .text =
                         [](L look, F f, I i) {
                           const Job& j = job(f, i);
                           const QString at = clockText(look, f, j.endS);
                           return j.endS < 0.0 || isOver(j.phase) ? at : QStringLiteral("≈ ") + at;
                         },
                     .rank = [](F f, I i) { return job(f, i).endS < 0.0 ? nowhere : job(f, i).endS; }},
    WorkList::Column{.title = "jobs.column.priority",
                     .isNumber = true,
                     .width = 60,
                     .text = [](L look, F f, I i) { return look.format.count(job(f, i).priority); },
                     .rank = [](F f, I i) { return double(job(f, i).priority); },
                     .isNeeded = [](F f, I i) { return job(f, i).priority != 0; }},
    WorkList::Column{.title = "jobs.column.kind",
                     .width = 84,
                     .text = [](L look, F f, I i) { return look.words(textIdOf(job(f, i).kind)); }},
    WorkList::Column{.title = "jobs.column.model",
                     .width = 120,
                     .text = [](L, F f, I i) { return QString::fromStdString(job(f, i).model); },
                     .isNeeded = [](F f, I i) { return !job(f, i).model.empty(); }},
    WorkList::Column{.title = "jobs.column.user",
                     .width = 96,
                     .text = [](L, F f, I i) { return QString::fromStdString(job(f, i).user); },
                     .isNeeded = [](F f, I i) { return !job(f, i).user.empty(); }},
    WorkList::Column{.title = "jobs.column.industry",
                     .width = 130,
                     .text = [](L look, F f, I i) { return look.words(textIdOf(job(f, i).industry)); },
                     .isNeeded = [](F f, I i) { return job(f, i).industry != Industry::unsaid; }},
};

QString perS(L look, double value) {
  return look.format.significant(value, 3) + QStringLiteral("\u202f") + look.words("jobs.per-second");
}

/// "0.84 s / 2 s": what is, and what it may be.
QString against(L look, double value, double limit) {
  if (!(value > 0.0)) return Format::dash();
  const QString is = look.format.text(value, Unit::seconds);
  return limit > 0.0 ? is + QStringLiteral(" / ") + look.format.text(limit, Unit::seconds) : is;
}

constexpr std::array serviceColumns{
    WorkList::Column{.title = "jobs.column.name",
                     .width = 180,
                     .text = [](L look, F f, I i) { return named(look, service(f, i).name, service(f, i).id); }},
    WorkList::Column{
        .title = "services.column.objective",
        .width = 96,
        .text = [](L look, F f,
                   I i) { return look.words(service(f, i).isWithin ? "services.kept" : "services.missed"); },
        .rank = [](F f, I i) { return service(f, i).isWithin ? 1.0 : 0.0; },
        .isBad = [](F f, I i) { return !service(f, i).isWithin; }},
    WorkList::Column{.title = "services.column.requests",
                     .isNumber = true,
                     .width = 86,
                     .text = [](L look, F f, I i) { return perS(look, service(f, i).requestsPerS); },
                     .rank = [](F f, I i) { return service(f, i).requestsPerS; }},
    WorkList::Column{.title = "services.column.capacity",
                     .isNumber = true,
                     .width = 86,
                     .text = [](L look, F f, I i) { return perS(look, service(f, i).capacityPerS); },
                     .rank = [](F f, I i) { return service(f, i).capacityPerS; },
                     .bar =
                         [](F f, I i) {
                           const Service& s = service(f, i);
                           return s.capacityPerS > 0.0 ? std::min(1.0, s.requestsPerS / s.capacityPerS) : -1.0;
                         },
                     .isBad = [](F f, I i) { return service(f, i).requestsPerS > service(f, i).capacityPerS; }},
    WorkList::Column{.title = "services.column.replicas",
                     .isNumber = true,
                     .width = 110,
                     .text =
                         [](L look, F f, I i) {
                           const Service& s = service(f, i);
                           QString text = look.format.count(s.replicas) + QStringLiteral(" / ") +
                                          look.format.count(s.wantedReplicas);
                           if (s.loadingReplicas > 0)
                             text += QStringLiteral(" (+") + look.format.count(s.loadingReplicas) + QLatin1Char(')');
                           return text;
                         },
                     .rank = [](F f, I i) { return double(service(f, i).replicas); },
                     .isBad = [](F f, I i) { return service(f, i).replicas < service(f, i).wantedReplicas; }},
    WorkList::Column{
        .title = "services.column.ttft",
        .isNumber = true,
        .width = 132,
        .text = [](L look, F f,
                   I i) { return against(look, service(f, i).firstTokenS, service(f, i).firstTokenWithinS); },
        .rank = [](F f, I i) { return service(f, i).firstTokenS; },
        .isBad =
            [](F f, I i) {
              return service(f, i).firstTokenWithinS > 0.0 &&
                     service(f, i).firstTokenS > service(f, i).firstTokenWithinS;
            }},
    WorkList::Column{
        .title = "services.column.tpot",
        .isNumber = true,
        .width = 132,
        .text = [](L look, F f, I i) { return against(look, service(f, i).tokenS, service(f, i).tokenWithinS); },
        .rank = [](F f, I i) { return service(f, i).tokenS; },
        .isBad =
            [](F f, I i) {
              return service(f, i).tokenWithinS > 0.0 && service(f, i).tokenS > service(f, i).tokenWithinS;
            },
        .isNeeded = [](F f, I i) { return service(f, i).tokenS > 0.0; }},
    WorkList::Column{.title = "services.column.backlog",
                     .isNumber = true,
                     .width = 76,
                     .text = [](L look, F f, I i) { return look.format.count(std::llround(service(f, i).backlog)); },
                     .rank = [](F f, I i) { return service(f, i).backlog; }},
    WorkList::Column{.title = "services.column.tokens",
                     .isNumber = true,
                     .width = 90,
                     .text = [](L look, F f, I i) { return perS(look, service(f, i).tokensPerS); },
                     .rank = [](F f, I i) { return service(f, i).tokensPerS; },
                     .isNeeded = [](F f, I i) { return service(f, i).tokensPerS > 0.0; }},
    WorkList::Column{.title = "services.column.batch",
                     .isNumber = true,
                     .width = 84,
                     .text = [](L look, F f, I i) { return look.format.significant(service(f, i).batch, 3); },
                     .rank = [](F f, I i) { return service(f, i).batch; },
                     .isNeeded = [](F f, I i) { return service(f, i).batch > 0.0; }},
    WorkList::Column{.title = "services.column.all-in",
                     .isNumber = true,
                     .width = 84,
                     .text = [](L look, F f, I i) { return look.format.significant(perJouleAllIn(service(f, i)), 3); },
                     .rank = [](F f, I i) { return perJouleAllIn(service(f, i)); },
                     .isNeeded = [](F f, I i) { return service(f, i).tokensPerS > 0.0; }},
    WorkList::Column{.title = "services.column.per-yuan",
                     .isNumber = true,
                     .width = 84,
                     .text = [](L look, F f, I i) { return perYuanText(look, service(f, i)); },
                     .rank = [](F f, I i) { return perYuan(service(f, i)); },
                     .isNeeded = [](F f, I i) { return perYuan(service(f, i)) > 0.0; }},
    WorkList::Column{.title = "services.column.tokens-per-joule",
                     .isNumber = true,
                     .width = 80,
                     .text = [](L look, F f, I i) { return look.format.significant(service(f, i).tokensPerJ, 3); },
                     .rank = [](F f, I i) { return service(f, i).tokensPerJ; },
                     .isNeeded = [](F f, I i) { return service(f, i).tokensPerJ > 0.0; }},
    WorkList::Column{
        .title = "services.column.utilisation",
        .isNumber = true,
        .width = 84,
        .text = [](L look, F f, I i) { return look.format.text(double(service(f, i).utilisation), Unit::fraction); },
        .rank = [](F f, I i) { return double(service(f, i).utilisation); },
        .bar = [](F f, I i) { return double(service(f, i).utilisation); }},
    WorkList::Column{
        .title = "jobs.column.power",
        .isNumber = true,
        .width = 80,
        .text = [](L look, F f, I i) { return look.format.text(powerW(service(f, i).parts), Unit::watts); },
        .rank = [](F f, I i) { return powerW(service(f, i).parts); }},
    WorkList::Column{.title = "jobs.column.chips",
                     .isNumber = true,
                     .width = 70,
                     .text = [](L look, F f, I i) { return look.format.count(service(f, i).chips); },
                     .rank = [](F f, I i) { return double(service(f, i).chips); }},
    WorkList::Column{.title = "jobs.column.model",
                     .width = 120,
                     .text = [](L, F f, I i) { return QString::fromStdString(service(f, i).model); },
                     .isNeeded = [](F f, I i) { return !service(f, i).model.empty(); }},
    WorkList::Column{.title = "jobs.column.industry",
                     .width = 130,
                     .text = [](L look, F f, I i) { return look.words(textIdOf(service(f, i).industry)); },
                     .isNeeded = [](F f, I i) { return service(f, i).industry != Industry::unsaid; }},
};

}  // namespace

const WorkList& jobList() {
  static const WorkList list{.columns = jobColumns,
                             .count = [](F f) { return f.jobs.size(); },
                             .id = [](F f, I i) -> const std::string& { return f.jobs[i].id; },
                             .name = [](F f, I i) -> const Name& { return f.jobs[i].name; },
                             .words =
                                 [](L look, F f, I i) {
                                   const Job& j = f.jobs[i];
                                   return QStringList{QString::fromStdString(j.id),    look.words(j.name),
                                                      QString::fromStdString(j.user),  QString::fromStdString(j.model),
                                                      look.words(textIdOf(j.phase)),   look.words(textIdOf(j.kind)),
                                                      look.words(textIdOf(j.industry))}
                                       .join(QLatin1Char('\n'));
                                 },
                             .parts = [](F f, I i) -> const std::vector<Job::Part>& { return f.jobs[i].parts; },
                             .isDim = [](F f, I i) { return isOver(f.jobs[i].phase); }};
  return list;
}

const WorkList& serviceList() {
  static const WorkList list{.columns = serviceColumns,
                             .count = [](F f) { return f.services.size(); },
                             .id = [](F f, I i) -> const std::string& { return f.services[i].id; },
                             .name = [](F f, I i) -> const Name& { return f.services[i].name; },
                             .words =
                                 [](L look, F f, I i) {
                                   const Service& s = f.services[i];
                                   return QStringList{QString::fromStdString(s.id), look.words(s.name),
                                                      QString::fromStdString(s.model), look.words(textIdOf(s.industry))}
                                       .join(QLatin1Char('\n'));
                                 },
                             .parts = [](F f, I i) -> const std::vector<Job::Part>& { return f.services[i].parts; }};
  return list;
}

}  // namespace plenum::views
