// SPDX-License-Identifier: Apache-2.0
#include "io/Tables.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>

#include "io/Summary.h"

namespace plenum::io {
namespace {

/// A table on its way to disk: a file beside the target until `finish`, which puts it in the target's place.
class TableFile {
 public:
  explicit TableFile(const std::filesystem::path& target)
      : target_(target), draft_(target.string() + ".part-" + std::to_string(::getpid())) {
    file_ = std::fopen(draft_.c_str(), "wb");
    if (!file_) error_ = errno;
  }
  TableFile(const TableFile&) = delete;
  TableFile& operator=(const TableFile&) = delete;
  ~TableFile() {
    if (file_) std::fclose(file_);
    if (!isFinished_) ::unlink(draft_.c_str());
  }

  void cell(std::string_view text) {
    separate();
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      line_ += text;
      return;
    }
    line_ += '"';
    for (const char c : text) {
      if (c == '"') line_ += '"';
      line_ += c;
    }
    line_ += '"';
  }
  /// Seven significant digits: more than any of these figures is worth, and as many as a spreadsheet shows.
  void cell(double value) {
    separate();
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 7);
    line_.append(buffer, end.ptr);
  }
  void cell(std::uint64_t value) {
    separate();
    line_ += std::to_string(value);
  }
  void endLine() {
    line_ += '\n';
    isLineEmpty_ = true;
    if (line_.size() > flushAt) flush();
  }
  Problems finish() {
    flush();
    if (file_ && error_ == 0) {
      if (std::fflush(file_) != 0 || ::fsync(::fileno(file_)) != 0) error_ = errno;
      if (std::fclose(file_) != 0 && error_ == 0) error_ = errno;
      file_ = nullptr;
      if (error_ == 0 && ::rename(draft_.c_str(), target_.c_str()) != 0) error_ = errno;
    }
    if (error_ != 0)
      return {{Problem::Weight::error,
               {target_.string(), 0, 0, ""},
               Text("io.table.notWritten", {{"reason", std::strerror(error_)}}),
               {}}};
    isFinished_ = true;
    return {};
  }

 private:
  static constexpr std::size_t flushAt = 1u << 16;

  void separate() {
    if (!isLineEmpty_) line_ += ',';
    isLineEmpty_ = false;
  }
  void flush() {
    if (file_ && error_ == 0 && std::fwrite(line_.data(), 1, line_.size(), file_) != line_.size()) error_ = errno;
    line_.clear();
  }

  std::filesystem::path target_;
  std::string draft_, line_;
  std::FILE* file_ = nullptr;
  int error_ = 0;
  bool isLineEmpty_ = true, isFinished_ = false;
};

struct MetricColumn {
  const char* name;
  double (*of)(const Metrics&);
};

constexpr MetricColumn metricColumns[] = {
    {"it_power_kW", [](const Metrics& m) { return m.itPowerW * 1e-3; }},
    {"facility_power_kW", [](const Metrics& m) { return m.facilityPowerW * 1e-3; }},
    {"cooling_power_kW", [](const Metrics& m) { return m.coolingPowerW * 1e-3; }},
    {"loss_power_kW", [](const Metrics& m) { return m.lossPowerW * 1e-3; }},
    {"other_power_kW", [](const Metrics& m) { return m.otherPowerW * 1e-3; }},
    {"battery_power_kW", [](const Metrics& m) { return m.batteryPowerW * 1e-3; }},
    {"genset_power_kW", [](const Metrics& m) { return m.gensetPowerW * 1e-3; }},
    {"grid_power_kW", [](const Metrics& m) { return m.gridPowerW * 1e-3; }},
    {"solar_power_kW", [](const Metrics& m) { return m.solarPowerW * 1e-3; }},
    {"wind_power_kW", [](const Metrics& m) { return m.windPowerW * 1e-3; }},
    {"storage_power_kW", [](const Metrics& m) { return m.storagePowerW * 1e-3; }},
    {"demand_kW", [](const Metrics& m) { return m.demandW * 1e-3; }},
    {"pue", [](const Metrics& m) { return m.pue; }},
    {"utilisation", [](const Metrics& m) { return m.utilisation; }},
    {"max_chip_C", [](const Metrics& m) { return m.maxChipC; }},
    {"mean_chip_C", [](const Metrics& m) { return m.meanChipC; }},
    {"max_inlet_C", [](const Metrics& m) { return m.maxInletC; }},
    {"max_coolant_C", [](const Metrics& m) { return m.maxCoolantC; }},
    {"throttled_chips", [](const Metrics& m) { return static_cast<double>(m.throttledChips); }},
    {"tripped_chips", [](const Metrics& m) { return static_cast<double>(m.trippedChips); }},
    {"dark_racks", [](const Metrics& m) { return static_cast<double>(m.darkRacks); }},
    {"outdoor_C", [](const Metrics& m) { return m.outdoorC; }},
    {"wet_bulb_C", [](const Metrics& m) { return m.wetBulbC; }},
    {"water_kg_per_s", [](const Metrics& m) { return m.waterKgPerS; }},
    {"carbon_kg_per_s", [](const Metrics& m) { return m.carbonKgPerS; }},
    {"price_cny_per_kWh", [](const Metrics& m) { return m.priceYuanPerKwh; }},
    {"it_energy_kWh", [](const Metrics& m) { return m.itEnergyJ / jPerKwh; }},
    {"facility_energy_kWh", [](const Metrics& m) { return m.facilityEnergyJ / jPerKwh; }},
    {"water_m3", [](const Metrics& m) { return m.waterKg * 1e-3; }},
    {"carbon_kg", [](const Metrics& m) { return m.carbonKg; }},
    {"market_carbon_kg", [](const Metrics& m) { return m.marketCarbonKg; }},
    {"cost_cny", [](const Metrics& m) { return m.costYuan; }},
    {"demand_charge_cny", [](const Metrics& m) { return m.demandYuan; }},
    {"mean_pue", [](const Metrics& m) { return m.meanPue; }},
    {"wue_l_per_kWh", [](const Metrics& m) { return m.wueLPerKwh; }},
    {"cue_kg_per_kWh", [](const Metrics& m) { return m.cueKgPerKwh; }},
    {"running_jobs", [](const Metrics& m) { return static_cast<double>(m.runningJobs); }},
    {"queued_jobs", [](const Metrics& m) { return static_cast<double>(m.queuedJobs); }},
    {"allocated_chips", [](const Metrics& m) { return static_cast<double>(m.allocatedChips); }},
    {"queued_chips", [](const Metrics& m) { return static_cast<double>(m.queuedChips); }},
    {"free_chips", [](const Metrics& m) { return static_cast<double>(m.freeChips); }},
    {"fragmented_chips", [](const Metrics& m) { return static_cast<double>(m.fragmentedChips); }},
    {"out_of_service_chips", [](const Metrics& m) { return static_cast<double>(m.lostChips); }},
    {"held_chip_h", [](const Metrics& m) { return m.heldChipHours; }},
    {"useful_chip_h", [](const Metrics& m) { return m.usefulChipHours; }},
    {"trained_tokens_per_s", [](const Metrics& m) { return m.trainedTokensPerS; }},
    {"served_tokens_per_s", [](const Metrics& m) { return m.servedTokensPerS; }},
    {"failures", [](const Metrics& m) { return static_cast<double>(m.failuresSoFar); }},
    {"active_alarms", [](const Metrics& m) { return static_cast<double>(m.activeAlarms); }},
};

using Moment = Frame::ServiceMoment;
struct ServiceColumn {
  const char* name;
  double (*of)(const Moment&, const Frame::ServiceLine&);
};

constexpr ServiceColumn serviceColumns[] = {
    {"requests_per_s", [](const Moment& m, const auto&) { return double(m.requestsPerS); }},
    {"served_per_s", [](const Moment& m, const auto&) { return double(m.servedPerS); }},
    {"capacity_per_s", [](const Moment& m, const auto&) { return double(m.capacityPerS); }},
    {"backlog_requests", [](const Moment& m, const auto&) { return double(m.backlog); }},
    {"replicas", [](const Moment& m, const auto&) { return double(m.replicas); }},
    {"wanted_replicas", [](const Moment& m, const auto&) { return double(m.wanted); }},
    {"chips", [](const Moment& m, const auto&) { return double(m.chips); }},
    {"first_token_p50_s", [](const Moment& m, const auto&) { return double(m.firstToken50S); }},
    {"first_token_p95_s", [](const Moment& m, const auto&) { return double(m.firstToken95S); }},
    {"first_token_p99_s", [](const Moment& m, const auto&) { return double(m.firstToken99S); }},
    {"first_token_objective_s", [](const Moment&, const auto& s) { return s.firstTokenWithinS; }},
    {"token_mean_s", [](const Moment& m, const auto&) { return double(m.tokenS); }},
    {"token_p50_s", [](const Moment& m, const auto&) { return double(m.token50S); }},
    {"token_p99_s", [](const Moment& m, const auto&) { return double(m.token99S); }},
    {"token_objective_s",
     [](const Moment&, const auto& s) { return s.law == Service::Law::batch ? s.tokenWithinS : 0.0; }},
    {"tokens_per_s", [](const Moment& m, const auto&) { return double(m.tokensPerS); }},
    {"utilisation", [](const Moment& m, const auto&) { return double(m.utilisation); }},
};

constexpr const char* kindNames[] = {"raised", "returned", "acknowledged", "action", "note"};

}  // namespace

Problems saveMetrics(const std::filesystem::path& file, const Log<Metrics>& history) {
  TableFile table(file);
  table.cell("time");
  for (const MetricColumn& column : metricColumns) table.cell(column.name);
  table.endLine();
  for (std::size_t i = 0; i < history.size(); ++i) {
    table.cell(toIso(history[i].time));
    for (const MetricColumn& column : metricColumns) table.cell(column.of(history[i]));
    table.endLine();
  }
  return table.finish();
}

Problems saveServices(const std::filesystem::path& file, const Frame& frame) {
  TableFile table(file);
  table.cell("time"), table.cell("service");
  for (const ServiceColumn& column : serviceColumns) table.cell(column.name);
  table.endLine();
  for (std::size_t i = 0; frame.serviceHistory && i < frame.serviceHistory->size(); ++i) {
    const Moment& m = (*frame.serviceHistory)[i];
    if (m.service >= frame.services.size()) continue;
    const Frame::ServiceLine& service = frame.services[m.service];
    table.cell(toIso(m.time)), table.cell(service.id);
    for (const ServiceColumn& column : serviceColumns) table.cell(column.of(m, service));
    table.endLine();
  }
  return table.finish();
}

Problems saveEvents(const std::filesystem::path& file, const Log<Event>& events, const Language& language) {
  TableFile table(file);
  for (const char* name : {"sequence", "time", "kind", "priority", "entity", "text", "alarm", "cause", "text_id"})
    table.cell(name);
  table.endLine();
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    table.cell(event.sequence);
    table.cell(toIso(event.time));
    table.cell(kindNames[static_cast<std::size_t>(event.kind)]);
    table.cell(static_cast<std::uint64_t>(event.priority));
    table.cell(event.entityId);
    table.cell(language.say(event.text));
    table.cell(event.alarm);
    table.cell(event.cause);
    table.cell(event.text.id);
    table.endLine();
  }
  return table.finish();
}

}  // namespace plenum::io
