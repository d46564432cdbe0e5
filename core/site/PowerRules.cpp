// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_set>

#include "site/Expansion.h"

namespace plenum {

// What a power tree may not be, although each of its references names something.

namespace {

using PowerKind = PowerSpec::Kind;
using Use = PowerSpec::Use;

bool isGenerator(PowerKind kind) {
  return kind == PowerKind::solar || kind == PowerKind::wind || kind == PowerKind::storage;
}
bool isBoard(PowerKind kind) { return kind == PowerKind::board || kind == PowerKind::pdu; }

}  // namespace

bool Expansion::givesToOthers(std::uint32_t device) const {
  const PowerKind kind = out_.power[device].kind;
  return !isGenerator(kind) && kind != PowerKind::tie;
}

void Expansion::checkPower() {
  std::unordered_set<std::uint32_t> called;
  for (const PlacedPower& device : out_.power) called.insert(device.standby.begin(), device.standby.end());
  for (std::size_t i = 0; i < out_.power.size(); ++i) {
    checkSources(i, called);
    checkFields(i);
  }
}

/// What a device hangs on.
void Expansion::checkSources(std::size_t i, const std::unordered_set<std::uint32_t>& called) {
  const PlacedPower& device = out_.power[i];
  const auto& [spec, at, copy] = sources_[i];
  const auto wrong = [&, &place = at](const std::string& key, const char* id, const std::string& other) {
    findings_.add(place + "/" + key, Text(id, {{"id", device.id}, {"other", other}}),
                  Text(std::string(id) + ".remedy", {{"id", device.id}, {"other", other}}));
  };
  const auto check = [&](std::uint32_t source, const std::string& key) {
    if (source == none) return;
    const PlacedPower& other = out_.power[source];
    if (!givesToOthers(source))
      wrong(key, "site.power.notSource", other.id);
    else if (other.kind == PowerKind::genset && called.count(source) > 0)
      wrong(key, "site.power.standbyFrom", other.id);
  };
  check(device.from, "from");
  check(device.alternate, "alternate");
  if (device.from != none && device.alternate == device.from) wrong("alternate", "site.power.sameTwice", device.id);
  if (device.kind == PowerKind::transfer && spec->alternate.empty()) wrong("alternate", "site.power.oneSource", "");
  const bool isSingle = isGenerator(device.kind) || device.kind == PowerKind::tie || isSource(device.kind);
  if (isGenerator(device.kind) && !spec->alternate.empty()) wrong("alternate", "site.power.oneBoard", "");
  if (isSingle && !spec->parallel.empty()) wrong("parallel", "site.power.noParallel", "");
  if ((isSingle || device.kind == PowerKind::ups) && !spec->standby.empty())
    wrong("standby", "site.power.noStandby", "");
  if (device.kind == PowerKind::tie || isGenerator(device.kind))
    for (const std::uint32_t source : {device.from, device.alternate})
      if (source != none && givesToOthers(source) && !isBoard(out_.power[source].kind))
        wrong(source == device.from ? "from" : "alternate", "site.power.needsBoard", out_.power[source].id);
  for (std::size_t k = 0; k < device.parallel.size() && device.parallel.size() == spec->parallel.size(); ++k) {
    const std::uint32_t source = device.parallel[k];
    const std::string key = "parallel/" + std::to_string(k);
    check(source, key);
    const bool isTwice = source == device.from || source == device.alternate ||
                         std::count(device.parallel.begin(), device.parallel.end(), source) > 1;
    if (isTwice)
      wrong(key, "site.power.sameTwice", out_.power[source].id);
    else if (device.from != none && out_.power[source].kind != out_.power[device.from].kind)
      wrong(key, "site.power.unlikeParallel", out_.power[source].id);
  }
}

/// Fields that mean something on one kind of device only, and settings that it does not stand.
void Expansion::checkFields(std::size_t i) {
  const PlacedPower& device = out_.power[i];
  const auto& [spec, at, copy] = sources_[i];
  const auto stray = [&, &place = at](const char* key, const char* where) {
    findings_.add(place + "/" + key, Text("site.power.stray", {{"id", device.id}, {"key", key}}),
                  Text("site.power.stray.remedy", {{"key", key}, {"where", where}}));
  };
  const bool isStorage = device.kind == PowerKind::storage;
  if (spec->use != Use::backup && !isStorage) stray("use", "storage");
  if (spec->limit.si > 0.0 && !(isStorage && spec->use == Use::shaving)) stray("limit_MW", "storage, shaving");
  if (isStorage && spec->use == Use::shaving && spec->limit.si <= 0.0)
    findings_.add(at + "/limit_MW", Text("site.power.noLimit", {{"id", device.id}}), Text("site.power.noLimit.remedy"));
  const bool hasMains = device.ups && device.ups->kind == UpsSpec::Kind::ups && device.ups->hasBypass;
  if (spec->isEconomy && device.kind == PowerKind::ups && device.ups && !hasMains)
    findings_.add(at + "/isEconomy", Text("site.power.noEconomy", {{"id", device.id}}),
                  Text("site.power.noEconomy.remedy"));
  else if (spec->isEconomy && device.kind != PowerKind::ups)
    stray("isEconomy", "ups");
  if (spec->batteryAgeYears > 0.0 && device.kind != PowerKind::ups) stray("batteryAge_years", "ups");
  if (spec->firmCapacity.si > 0.0 && device.kind != PowerKind::feed) stray("firmCapacity_MW", "feed");
  if (spec->shed > 0 && (isSource(device.kind) || isGenerator(device.kind) || device.kind == PowerKind::tie))
    stray("shed", "transformer, board, ups, pdu, transfer");
  if (device.rating.si > 0.0 && device.breaker.si > device.rating.si * (1.0 + 1e-9))
    findings_.add(
        at + "/breaker_kW",
        Text("site.power.breaker",
             {{"id", device.id}, {"kW", toText(device.breaker.si / 1e3)}, {"most", toText(device.rating.si / 1e3)}}),
        Text("site.power.breaker.remedy", {{"most", toText(device.rating.si / 1e3)}}));
  if (device.wind &&
      !(device.wind->cutInMPerS < device.wind->ratedMPerS && device.wind->ratedMPerS < device.wind->cutOutMPerS))
    findings_.add(at + "/type", Text("site.power.windCurve", {{"id", device.wind->id}}),
                  Text("site.power.windCurve.remedy"));
}

}  // namespace plenum
