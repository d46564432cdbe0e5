// SPDX-License-Identifier: Apache-2.0
#include "window/FiguresStore.h"

#include <QDateTime>
#include <QFileInfo>
#include <algorithm>
#include <cmath>
#include <type_traits>

#include "io/Files.h"
#include "io/Record.h"
#include "io/TextFile.h"

namespace plenum::plan {

using io::Need;

namespace {

constexpr io::Range anything{-1e300, 1e300};

/// A number of a list of any length.
struct Amount {
  double value = 0.0;
};
template <class V>
void shape(V& v, Amount& r) {
  v.number("v", r.value, anything);
}

template <class V>
void listOf(V& v, const char* key, std::vector<double>& list) {
  std::vector<Amount> amounts;
  for (const double value : list) amounts.push_back({value});
  v.objects(key, amounts);
  list.clear();
  for (const Amount& amount : amounts) list.push_back(amount.value);
}

}  // namespace

template <class V>
void shape(V& v, YearAt& r) {
  v.number("utilisation", r.utilisation, anything);
  v.numbers("it", r.itMwh, anything);
  v.numbers("facility", r.facilityMwh, anything);
  v.numbers("yuan", r.energyYuan, anything);
  v.numbers("water", r.waterM3, anything);
  v.numbers("carbon", r.carbonT, anything);
  v.numbers("peak", r.peakMw, anything);
  v.number("peakDay", r.peakDayM3, anything);
}

template <class V>
void shape(V& v, Piece& r) {
  int kind = static_cast<int>(r.kind);
  v.whole("kind", kind, {0.0, static_cast<double>(Piece::Kind::road)});
  r.kind = static_cast<Piece::Kind>(kind);
  std::array<double, 6> box{r.box.min.x, r.box.min.y, r.box.min.z, r.box.max.x, r.box.max.y, r.box.max.z};
  v.numbers("box", box, anything);
  r.box = {{box[0], box[1], box[2]}, {box[3], box[4], box[5]}};
}

template <class V>
void shape(V& v, Footprint& r) {
  v.number("width", r.sizeM.x, anything);
  v.number("depth", r.sizeM.y, anything);
  v.objects("pieces", r.pieces);
}

template <class V>
void shape(V& v, Figures& r) {
  v.text("fingerprint", r.fingerprint);
  v.text("chip", r.chip, Need::may);
  v.object("footprint", r.footprint, Need::must);
  v.whole("chips", r.chips, {0, 1e15});
  for (const auto& [key, field] :
       {std::pair{"racks", &r.racks}, std::pair{"halls", &r.halls}, std::pair{"buildings", &r.buildings},
        std::pair{"circuits", &r.circuits}, std::pair{"cdus", &r.cdus}, std::pair{"gensets", &r.gensets},
        std::pair{"upss", &r.upss}, std::pair{"yearCells", &r.yearCells}, std::pair{"yearSpots", &r.yearSpots}})
    v.whole(key, *field, {-1e9, 1e9});
  for (const auto& [key, field] :
       {std::pair{"land", &r.landM2}, std::pair{"floor", &r.floorM2}, std::pair{"floorLoad", &r.floorLoadKgPerM2},
        std::pair{"battery", &r.batteryMwh}, std::pair{"it", &r.itMw}, std::pair{"facility", &r.facilityMw},
        std::pair{"designWetBulb", &r.designWetBulbC}, std::pair{"extremeWetBulb", &r.extremeWetBulbC},
        std::pair{"gridFirm", &r.gridFirmMw}, std::pair{"extremeShare", &r.extremeShare},
        std::pair{"chipMargin", &r.chipMarginK}, std::pair{"blackoutMargin", &r.blackoutMarginK},
        std::pair{"batteryMinutes", &r.batteryMinutes}, std::pair{"fuelHours", &r.fuelHours},
        std::pair{"narrowest", &r.narrowestM}, std::pair{"swing", &r.swingMw}, std::pair{"swingRise", &r.swingRiseS},
        std::pair{"yearError", &r.yearError}})
    v.number(key, *field, anything);
  v.whole("blackoutDark", r.blackoutDarkChips, {0, 1e15});
  v.whole("blackoutSlow", r.blackoutSlowChips, {0, 1e15});
  v.text("extremeWeakest", r.extremeWeakest, Need::may);
  v.text("leastBattery", r.leastBattery, Need::may);
  v.text("leastFuel", r.leastFuel, Need::may);
  v.whole("liquidChips", r.liquidChips, {0, 1e15});
  v.number("largestHallM2", r.largestHallM2, anything);
  v.number("longestWayOutM", r.longestWayOutM, anything);
  v.number("storageGapM", r.storageGapM, anything);
  v.text("largestHall", r.largestHall, Need::may);
  v.text("longestWayOut", r.longestWayOut, Need::may);
  v.text("nearestStorage", r.nearestStorage, Need::may);
  listOf(v, "transformersMw", r.transformerMw);
  listOf(v, "feedsMw", r.feedMw);
  v.texts("feeds", r.feeds);
  v.texts("transformers", r.transformers);
  v.numbers("share", r.share, anything);
  // a reader adds to what is there
  std::vector<std::string> weakest;
  if constexpr (std::is_same_v<V, io::ShapeWriter>) weakest.assign(r.weakest.begin(), r.weakest.end());
  v.texts("weakest", weakest);
  if (weakest.size() == r.weakest.size()) std::copy(weakest.begin(), weakest.end(), r.weakest.begin());
  v.objects("years", r.years);
}

}  // namespace plenum::plan

namespace plenum {

namespace {

constexpr int storeSchema = 3;
constexpr std::size_t mostFileBytes = 4u << 20;

struct Kept {
  std::string program;
  plan::Figures figures;
};
template <class V>
void shape(V& v, Kept& r) {
  v.text("program", r.program);
  v.object("figures", r.figures, io::Need::must);
}

/// Figures with an infinity in them cannot be written.
bool isFinite(const plan::Figures& f) {
  const auto all = [](const auto& list) {
    return std::all_of(list.begin(), list.end(), [](double x) { return std::isfinite(x); });
  };
  return all(f.share) && all(f.transformerMw) && all(f.feedMw) &&
         all(std::array{f.extremeShare, f.chipMarginK, f.blackoutMarginK, f.batteryMinutes, f.fuelHours, f.narrowestM,
                        f.gridFirmMw, f.itMw, f.facilityMw});
}

}  // namespace

std::filesystem::path FiguresStore::fileOf(const std::string& fingerprint) const {
  return folder_ / (fingerprint + ".json");
}

void FiguresStore::load(plan::FiguresCache& cache) const {
  namespace fs = std::filesystem;
  std::error_code error;
  std::size_t count = 0;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".json" || ++count > 2 * most) continue;
    const auto text = io::readText(at->path(), mostFileBytes);
    const auto root = text ? io::parseJson(*text, at->path().string()) : Result<io::Json>(Problem());
    if (!root) continue;
    io::Faults faults(at->path().string());
    Kept kept;
    io::readRecord(*root, storeSchema, faults, kept);
    if (faults.any() || kept.program != program_ || kept.figures.fingerprint != at->path().stem().string()) continue;
    if (!cache.find(kept.figures.fingerprint))
      cache.keep(std::make_shared<const plan::Figures>(std::move(kept.figures)));
  }
}

void FiguresStore::save(const plan::FiguresCache& cache) const {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::create_directories(folder_, error);
  for (const plan::FiguresPtr& figures : cache.all()) {
    if (!isFinite(*figures)) continue;
    Kept kept{program_, *figures};
    const std::string text = io::textOfRecord(kept, storeSchema);
    if (const auto there = io::readText(fileOf(figures->fingerprint), mostFileBytes); there && *there == text) continue;
    if (hasError(io::saveText(fileOf(figures->fingerprint), text))) return;
  }
  std::vector<std::pair<fs::file_time_type, fs::path>> all;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".json") all.emplace_back(fs::last_write_time(at->path(), error), at->path());
  std::sort(all.begin(), all.end());
  for (std::size_t k = 0; k + most < all.size(); ++k) fs::remove(all[k].second, error);
}

std::string programMark() {
  // of the process, whether it has a Qt application or not
  const QFileInfo file(QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget());
  return std::to_string(file.size()) + "-" + std::to_string(file.lastModified().toMSecsSinceEpoch());
}

}  // namespace plenum
