// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <string>

#include "Command.h"
#include "io/Files.h"
#include "io/Json.h"
#include "run/WorkerPool.h"

namespace plenum::app {

// What the commands that ask a question of a site have in common.

/// Members of a JSON object, one after the other.
class JsonObject {
 public:
  JsonObject& text(const char* key, std::string value) { return put(key, io::Json(std::move(value))); }
  /// JSON has no word for what is not a number: null then.
  JsonObject& number(const char* key, double value) {
    return put(key, std::isfinite(value) ? io::Json(value) : io::Json());
  }
  /// As many decimals as the figure deserves.
  JsonObject& number(const char* key, double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return number(key, std::round(value * scale) / scale);
  }
  JsonObject& truth(const char* key, bool value) { return put(key, io::Json(value)); }
  JsonObject& put(const char* key, io::Json value) {
    members_.push_back({key, std::move(value), 0, 0});
    return *this;
  }
  io::Json done() { return io::Json(std::move(members_)); }

 private:
  io::Json::Object members_;
};

/// A table whose columns are as wide as what stands in them; the first row is the head.
void printColumns(const std::vector<std::vector<std::string>>& rows, const Console& console);

/// "34.2 °C / 28.3 °C": dry and wet bulb.
std::string airText(double dryBulbC, double wetBulbC);
std::string kw(double watts);

}  // namespace plenum::app
