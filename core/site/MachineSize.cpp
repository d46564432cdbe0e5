// SPDX-License-Identifier: Apache-2.0
#include "site/MachineSize.h"

#include <type_traits>

namespace plenum {
namespace {

template <class Spec>
Extent extentOf(const Catalog& catalog, const std::string& type) {
  const Spec* spec = catalog.find<Spec>(type);
  return spec ? spec->extent : Extent{};
}

Vec3 plantSize(const Catalog& catalog, RecordKind kind, const std::string& type) {
  switch (kind) {
    case RecordKind::pump:
    case RecordKind::condenserPump:
      return sizeOr(extentOf<PumpSpec>(catalog, type), usual::pump);
    case RecordKind::chiller:
      return sizeOr(extentOf<ChillerSpec>(catalog, type), usual::chiller);
    case RecordKind::exchanger:
      return sizeOr(extentOf<ExchangerSpec>(catalog, type), usual::exchanger);
    case RecordKind::tower:
      return sizeOr(extentOf<TowerSpec>(catalog, type), usual::tower);
    case RecordKind::dryCooler:
      return sizeOr(extentOf<DryCoolerSpec>(catalog, type), usual::dryCooler);
    case RecordKind::tank:
      return sizeOr(extentOf<TankSpec>(catalog, type), usual::tank);
    default:
      return sizeOr(extentOf<LakeSpec>(catalog, type), usual::lake);
  }
}

Extent powerExtent(const Catalog& catalog, const PowerSpec& device) {
  using K = PowerSpec::Kind;
  switch (device.kind) {
    case K::transformer:
      return extentOf<TransformerSpec>(catalog, device.type);
    case K::ups:
      return extentOf<UpsSpec>(catalog, device.type);
    case K::board:
    case K::pdu:
      return extentOf<DistributionSpec>(catalog, device.type);
    case K::genset:
      return extentOf<GensetSpec>(catalog, device.type);
    case K::transfer:
      return extentOf<TransferSpec>(catalog, device.type);
    case K::solar:
      return extentOf<SolarSpec>(catalog, device.type);
    case K::wind:
      return extentOf<WindSpec>(catalog, device.type);
    case K::storage:
      return extentOf<StorageSpec>(catalog, device.type);
    default:
      return {};
  }
}

}  // namespace

Vec3 usual::power(PowerSpec::Kind kind) {
  switch (kind) {
    case PowerSpec::Kind::feed:
      return {4.0, 6.0, 6.0};
    case PowerSpec::Kind::transformer:
      return {2.6, 2.0, 2.4};
    case PowerSpec::Kind::ups:
      return {3.0, 0.9, 2.0};
    case PowerSpec::Kind::genset:
      return {3.0, 12.0, 3.5};
    case PowerSpec::Kind::transfer:
      return {0.8, 0.8, 2.0};
    case PowerSpec::Kind::tie:
      return {0.8, 1.0, 2.2};
    default:
      return {1.0, 1.0, 2.2};
  }
}

Vec3 sizeOr(const Extent& extent, Vec3 usual) {
  return {extent.width.si > 0 ? extent.width.si : usual.x, extent.depth.si > 0 ? extent.depth.si : usual.y,
          extent.height.si > 0 ? extent.height.si : usual.z};
}

Vec3 machineSize(const Site& site, const WrittenAt& at) {
  if (!site.catalog) return {};
  const Catalog& catalog = *site.catalog;
  return withRecord(site, at, [&](const auto& record) -> Vec3 {
    using Record = std::remove_cvref_t<decltype(record)>;
    if constexpr (std::is_same_v<Record, HallUnitSpec>)
      return at.kind == RecordKind::cdu ? sizeOr(extentOf<CduSpec>(catalog, record.type), usual::cdu)
                                        : sizeOr(extentOf<FanWallSpec>(catalog, record.type), usual::fanWall);
    else if constexpr (std::is_same_v<Record, PowerSpec>)
      return sizeOr(powerExtent(catalog, record), usual::power(record.kind));
    else if constexpr (std::is_same_v<Record, Circuit::Group>)
      return plantSize(catalog, at.kind, record.type);
    else
      return {};
  });
}

}  // namespace plenum
