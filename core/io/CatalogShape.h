// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "catalog/Catalog.h"
#include "io/ScenarioShape.h"
#include "io/Shape.h"

namespace plenum {

// How the rows of the catalogue are written. Every number stands there with its confidence and source.

namespace io {
inline constexpr Range powerW{0, 1e9}, powerKw{0, 1e6};
inline constexpr Range temperatureC{-60, 150};
inline constexpr Range differenceK{0.1, 60};
inline constexpr Range fraction{0, 1};
inline constexpr Range massFlow{0, 5000};  // kg/s
inline constexpr Range airFlow{0, 5000};   // m³/s, kg/s
inline constexpr Range coefficient{-100, 100};
inline constexpr Range timeS{0, 7200};
inline constexpr std::array<Named<TowerSpec::Model>, 2> towerModels{
    {{"merkel", TowerSpec::Model::merkel}, {"york", TowerSpec::Model::york}}};
inline constexpr std::array<Named<UpsSpec::Kind>, 2> upsKinds{
    {{"ups", UpsSpec::Kind::ups}, {"hvdc", UpsSpec::Kind::hvdc}}};
inline constexpr std::array<Named<UpsSpec::Chemistry>, 2> chemistries{
    {{"lead", UpsSpec::Chemistry::lead}, {"lithium", UpsSpec::Chemistry::lithium}}};
// those that a mix has a share for: a row of another would never be drawn
inline constexpr std::array<Named<Industry>, 8> mixedIndustries{{{"frontier", Industry::frontier},
                                                                 {"pretraining", Industry::pretraining},
                                                                 {"fine-tuning", Industry::fineTuning},
                                                                 {"evaluation", Industry::evaluation},
                                                                 {"healthcare", Industry::healthcare},
                                                                 {"materials", Industry::materials},
                                                                 {"manufacturing", Industry::manufacturing},
                                                                 {"cloud-api", Industry::cloudApi}}};
}  // namespace io

template <class V>
void shape(V& v, Extent& r) {
  v.number("width_m", r.width, {0.05, 100});
  v.number("depth_m", r.depth, {0.05, 100});
  v.number("height_m", r.height, {0.05, 50});
  v.number("mass_kg", r.mass, {0.1, 1e6});
}
template <class V>
void shape(V& v, LossCurve& r) {
  v.number("lossA", r.a, io::fraction);
  v.number("lossB", r.b, io::fraction);
  v.number("lossC", r.c, io::fraction);
}
template <class V>
void head(V& v, std::string& id, Name& name) {
  v.id("id", id);
  v.name("name", name, io::Need::must);
}

template <class V>
void shape(V& v, ChipSpec& r) {
  head(v, r.id, r.name);
  v.number("tdp_W", r.tdp, {1, 5000});
  v.number("idle_W", r.idle, {0, 5000});
  v.number("dvfsExponent", r.dvfsExponent, {1, 4});
  v.number("minFrequency", r.minFrequency, {0.01, 1});
  v.number("leakageAtReference_W", r.leakageAtReference, {0, 2000});
  v.number("leakage_per_K", r.leakagePerKelvin, {0, 0.1});
  v.number("leakageReference_C", r.leakageReference, io::temperatureC);
  v.number("dieCapacity_J_per_K", r.dieCapacity, {1, 1e4});
  v.number("junctionToPlate_K_per_W", r.junctionToPlate, {1e-4, 1});
  v.number("plateCapacity_J_per_K", r.plateCapacity, {1, 1e5});
  v.number("plateConvection_K_per_W", r.plateConvection, {1e-4, 1});
  v.number("sinkCapacity_J_per_K", r.sinkCapacity, {1, 1e5});
  v.number("sinkConvection_K_per_W", r.sinkConvection, {1e-4, 2});
  v.number("immersionConvection_K_per_W", r.immersionConvection, {0, 1}, io::Need::may);
  v.number("memoryShare", r.memoryShare, {0, 0.6}, io::Need::may);
  v.number("memoryCapacity_J_per_K", r.memoryCapacity, {0, 1e4}, io::Need::may);
  v.number("memoryToPlate_K_per_W", r.memoryToPlate, {0, 5}, io::Need::may);
  v.number("memoryThrottleAt_C", r.memoryThrottleAt, {0, 150}, io::Need::may);
  v.number("memoryShutdownAt_C", r.memoryShutdownAt, {0, 200}, io::Need::may);
  v.number("throttleAt_C", r.throttleAt, {30, 150});
  v.number("shutdownAt_C", r.shutdownAt, {30, 200});
  v.number("fp16_Tflops", r.fp16Tflops, {0.1, 1e6});
  v.number("memory_GB", r.memoryGB, {1, 1e5});
  v.number("memory_TB_per_s", r.memoryTBPerS, {0.01, 1e3});
  v.number("scaleUp_GB_per_s", r.scaleUpGBPerS, {0, 1e5}, io::Need::may);
  v.number("scaleOut_GB_per_s", r.scaleOutGBPerS, {0, 1e4}, io::Need::may);
  v.whole("scaleUpChips", r.scaleUpChips, {1, 4096}, io::Need::may);
}
template <class V>
void shape(V& v, ServerSpec& r) {
  head(v, r.id, r.name);
  v.text("chip", r.chip);
  v.whole("chips", r.chips, {1, 128});
  v.number("otherIdle_W", r.otherIdle, {0, 1e5});
  v.number("otherFull_W", r.otherFull, {0, 1e5});
  v.number("fansNominal_W", r.fansNominal, {0, 1e5});
  v.number("airFlowNominal_m3_per_s", r.airFlowNominal, {0.001, 100});
  v.number("fanRampFrom_C", r.fanRampFrom, {0, 60});
  v.number("fanRamp_per_K", r.fanRampPerKelvin, {0, 1});
  v.number("fanMaxSpeed", r.fanMaxSpeed, {1, 3});
  v.number("cutOutAt_C", r.cutOutAt, {30, 100}, io::Need::may);
  v.number("cutOutBand_K", r.cutOutBand, {0, 50}, io::Need::may);
  v.number("airSideCapacity_J_per_K", r.airSideCapacity, {100, 1e7});
  v.number("airSideConductance_W_per_K", r.airSideConductance, {0.1, 1e5}, io::Need::may);
  v.number("psuLoad10", r.psuLoad10, {0.3, 1});
  v.number("psuLoad20", r.psuLoad20, {0.3, 1});
  v.number("psuLoad50", r.psuLoad50, {0.3, 1});
  v.number("psuLoad100", r.psuLoad100, {0.3, 1});
  v.number("height_U", r.heightU, {0.25, 100});
}
template <class V>
void shape(V& v, RackSpec& r) {
  head(v, r.id, r.name);
  v.text("server", r.server);
  v.whole("servers", r.servers, {1, 100});
  v.number("liquidCapture", r.liquidCapture, io::fraction);
  v.text("rearDoor", r.rearDoor, io::Need::may);
  v.number("designFlow_kg_per_s", r.designFlow, {0, 100});
  v.number("manifoldVolume_L", r.manifoldVolume, {0, 1000});
  v.number("designPressureDrop_kPa", r.designPressureDrop, {0, 2000});
  v.number("ratedPower_kW", r.ratedPower, {0.1, 5000});
  v.truth("isImmersed", r.isImmersed);
  v.number("holdUp_s", r.holdUp, {0, 1}, io::Need::may);
  v.number("batteryEnergy_kWh", r.batteryEnergy, {0, 1000}, io::Need::may);
  v.number("batteryPower_kW", r.batteryPower, io::powerKw, io::Need::may);
  v.whole("networkPorts", r.networkPorts, {0, 4096}, io::Need::may);
  v.whole("shelves", r.shelves, {0, 64}, io::Need::may);
  v.number("shelfPower_kW", r.shelfPower, io::powerKw, io::Need::may);
  v.truth("restsShelves", r.restsShelves);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, RearDoorSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedHeat_kW", r.ratedHeat, {0.1, 1000});
  v.number("ratedAirIn_C", r.ratedAirIn, io::temperatureC);
  v.number("ratedWaterIn_C", r.ratedWaterIn, io::temperatureC);
  v.number("ratedAirFlow_m3_per_s", r.ratedAirFlow, {0.01, 100});
  v.number("ratedWaterFlow_kg_per_s", r.ratedWaterFlow, {0.01, 100});
  v.number("fans_W", r.fans, {0, 1e5});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, CduSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedHeat_kW", r.ratedHeat, {1, 1e5});
  v.number("ratedApproach_K", r.ratedApproach, io::differenceK);
  v.number("primaryFlow_kg_per_s", r.primaryFlow, {0.01, 1000});
  v.number("secondaryFlow_kg_per_s", r.secondaryFlow, {0.01, 1000});
  v.whole("pumps", r.pumps, {1, 16});
  v.whole("pumpsNeeded", r.pumpsNeeded, {1, 16});
  v.number("pumpPower_kW", r.pumpPower, {0.001, 1e4});
  v.number("controlPower_W", r.controlPower, {0, 1e5});
  v.number("secondaryPressure_kPa", r.secondaryPressure, {1, 5000});
  v.number("exchangerDrop_kPa", r.exchangerDrop, {1, 1000}, io::Need::may);
  v.number("filterDrop_kPa", r.filterDrop, {0, 1000}, io::Need::may);
  v.number("volume_L", r.volume, {1, 1e5});
  v.number("pumpRamp_s", r.pumpRamp, io::timeS);
  v.number("valveStroke_s", r.valveStroke, io::timeS);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, FanWallSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedHeat_kW", r.ratedHeat, {0.1, 1e4});
  v.number("ratedAirIn_C", r.ratedAirIn, io::temperatureC);
  v.number("ratedWaterIn_C", r.ratedWaterIn, io::temperatureC);
  v.number("airFlow_m3_per_s", r.airFlow, {0.01, 1000});
  v.number("waterFlow_kg_per_s", r.waterFlow, {0.01, 1000});
  v.whole("fans", r.fans, {1, 200});
  v.number("fanPower_kW", r.fanPower, {0.001, 1000});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, PumpSpec& r) {
  head(v, r.id, r.name);
  v.number("flow_kg_per_s", r.flow, {0.01, 5000});
  v.number("head_kPa", r.head, {1, 5000});
  v.number("hydraulicEfficiency", r.hydraulicEfficiency, {0.1, 1});
  v.number("motorEfficiency", r.motorEfficiency, {0.1, 1});
  v.number("driveEfficiency", r.driveEfficiency, {0.1, 1});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, ExchangerSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedHeat_kW", r.ratedHeat, {1, 1e6});
  v.number("ratedApproach_K", r.ratedApproach, io::differenceK);
  v.number("hotFlow_kg_per_s", r.hotFlow, {0.01, 5000});
  v.number("coldFlow_kg_per_s", r.coldFlow, {0.01, 5000});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, ChillerSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedCooling_kW", r.ratedCooling, {1, 1e5});
  v.number("ratedCop", r.ratedCop, {0.5, 30});
  v.number("ratedLeavingChilled_C", r.ratedLeavingChilled, {-20, 50});
  v.number("ratedEnteringCondenser_C", r.ratedEnteringCondenser, {-20, 70});
  v.numbers("capacityCurve", r.capacityCurve, io::coefficient);
  v.numbers("eirTemperatureCurve", r.eirTemperatureCurve, io::coefficient);
  v.numbers("eirPartLoadCurve", r.eirPartLoadCurve, io::coefficient);
  v.number("minPartLoad", r.minPartLoad, io::fraction);
  v.number("leavingLow_C", r.leavingLow, {-20, 50});
  v.number("leavingHigh_C", r.leavingHigh, {-20, 50});
  v.number("enteringLow_C", r.enteringLow, {-20, 70});
  v.number("enteringHigh_C", r.enteringHigh, {-20, 70});
  v.number("chilledFlow_kg_per_s", r.chilledFlow, {0.1, 5000});
  v.number("condenserFlow_kg_per_s", r.condenserFlow, {0.1, 5000});
  v.number("startDelay_s", r.startDelay, io::timeS);
  v.number("rampTime_s", r.rampTime, io::timeS);
  v.number("restartLockout_s", r.restartLockout, io::timeS);
  v.number("quickRestart_s", r.quickRestart, io::timeS, io::Need::may);
  v.number("waterVolume_L", r.waterVolume, {1, 1e5});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, TowerSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedHeat_kW", r.ratedHeat, {1, 1e5});
  v.number("ratedWaterIn_C", r.ratedWaterIn, {0, 90});
  v.number("ratedWaterOut_C", r.ratedWaterOut, {0, 90});
  v.number("ratedWetBulb_C", r.ratedWetBulb, {-20, 40});
  v.number("waterFlow_kg_per_s", r.waterFlow, {0.1, 5000});
  v.number("airFlow_kg_per_s", r.airFlow, {0.1, 5000});
  v.number("fanPower_kW", r.fanPower, {0.01, 1000});
  v.number("cyclesOfConcentration", r.cyclesOfConcentration, {1.1, 20});
  v.number("drift", r.drift, {0, 0.01});
  v.choice("model", r.model, io::towerModels, io::Need::may);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, DryCoolerSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedHeat_kW", r.ratedHeat, {1, 1e5});
  v.number("ratedAirIn_C", r.ratedAirIn, {-40, 60});
  v.number("ratedWaterIn_C", r.ratedWaterIn, {0, 90});
  v.number("ratedWaterOut_C", r.ratedWaterOut, {0, 90});
  v.number("waterFlow_kg_per_s", r.waterFlow, {0.1, 5000});
  v.number("fanPower_kW", r.fanPower, {0.01, 2000});
  v.number("adiabaticEffectiveness", r.adiabaticEffectiveness, io::fraction);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, TransformerSpec& r) {
  head(v, r.id, r.name);
  v.number("rating_kVA", r.rating, {1, 1e6});
  v.number("noLoadLoss_W", r.noLoadLoss, {0, 1e6});
  v.number("loadLoss_W", r.loadLoss, {0, 1e7});
  v.number("primary_kV", r.primary, {0.1, 1200});
  v.number("secondary_kV", r.secondary, {0.01, 1200});
  v.number("impedance", r.impedance, {0.001, 0.5}, io::Need::may);
  v.number("xOverR", r.xOverR, {0.01, 100}, io::Need::may);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, UpsSpec& r) {
  head(v, r.id, r.name);
  v.choice("system", r.kind, io::upsKinds);
  v.number("rating_kW", r.rating, {0.1, 1e5});
  shape(v, r.loss);
  v.number("economyLossA", r.economyLoss.a, io::fraction, io::Need::may);
  v.number("economyLossB", r.economyLoss.b, io::fraction, io::Need::may);
  v.number("economyLossC", r.economyLoss.c, io::fraction, io::Need::may);
  v.number("batteryEnergy_kWh", r.batteryEnergy, {0, 1e6});
  v.number("rechargePower_kW", r.rechargePower, io::powerKw);
  v.number("batteryEfficiency", r.batteryEfficiency, {0.3, 1});
  v.choice("chemistry", r.chemistry, io::chemistries, io::Need::may);
  v.number("peukert", r.peukert, {1, 1.5}, io::Need::may);
  v.number("batteryLife_years", r.batteryLifeYears, {1, 40}, io::Need::may);
  v.truth("hasBypass", r.hasBypass);
  v.number("walkIn_s", r.walkIn, {0, 120}, io::Need::may);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, DistributionSpec& r) {
  head(v, r.id, r.name);
  v.number("rating_kW", r.rating, {0.1, 1e6});
  v.number("thermalTime_s", r.thermalTime, {1, 7200}, io::Need::may);
  shape(v, r.loss);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, GensetSpec& r) {
  head(v, r.id, r.name);
  v.number("rating_kW", r.rating, {1, 1e5});
  v.number("startTime_s", r.startTime, {0, 600});
  v.number("tank_L", r.tank, {0, 1e7});
  v.number("fuel_L_per_kWh", r.fuelLitresPerKwh, {0.05, 2});
  v.number("startFailure", r.startFailure, io::fraction, io::Need::may);
  v.number("firstStep", r.firstStep, {0.05, 1}, io::Need::may);
  v.number("inertia_s", r.inertiaS, {0.1, 20}, io::Need::may);
  v.number("governor_s", r.governor, {0.05, 20}, io::Need::may);
  v.number("synchronise_s", r.synchronise, {0, 60}, io::Need::may);
  v.number("frequencyDip", r.frequencyDip, {0.01, 0.5}, io::Need::may);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, TransferSpec& r) {
  head(v, r.id, r.name);
  v.number("rating_kW", r.rating, {1, 1e6});
  v.truth("isStatic", r.isStatic);
  v.number("confirm_s", r.confirm, {0, 60});
  v.number("transfer_s", r.transfer, {0, 60});
  v.number("retransfer_s", r.retransfer, {0, 7200});
  shape(v, r.loss);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, SolarSpec& r) {
  head(v, r.id, r.name);
  v.number("peak_kW", r.peak, {0.1, 1e6});
  v.number("rating_kW", r.rating, {0.1, 1e6});
  v.number("performance", r.performance, {0.1, 1});
  v.number("temperature_per_K", r.temperaturePerK, {0, 0.02});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, WindSpec& r) {
  head(v, r.id, r.name);
  v.number("rating_kW", r.rating, {0.1, 1e6});
  v.number("cutIn_m_per_s", r.cutInMPerS, {0, 20});
  v.number("rated_m_per_s", r.ratedMPerS, {1, 40});
  v.number("cutOut_m_per_s", r.cutOutMPerS, {5, 60});
  v.number("hub_m", r.hub, {5, 300});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, StorageSpec& r) {
  head(v, r.id, r.name);
  v.number("rating_kW", r.rating, {0.1, 1e6});
  v.number("energy_kWh", r.energy, {0.1, 1e7});
  v.number("efficiency", r.efficiency, {0.3, 1});
  v.number("response_s", r.response, {0, 60});
  v.truth("formsGrid", r.formsGrid);
  shape(v, r.extent);
}
template <class V>
void shape(V& v, AutomaticsSpec& r) {
  head(v, r.id, r.name);
  v.number("confirm_s", r.confirm, {0, 60});
  v.number("transfer_s", r.transfer, {0, 60});
  v.number("callGensets_s", r.callGensets, {0, 600});
  v.number("mainsWell_s", r.mainsWell, {0, 7200});
  v.number("tieConfirm_s", r.tieConfirm, {0, 60});
  v.number("tieTransfer_s", r.tieTransfer, {0, 60});
  v.number("clear_s", r.clear, {0.001, 10});
  v.number("backup_s", r.backup, {0.01, 10});
  v.number("converterGap_s", r.converterGap, {0, 1});
  v.number("overloadCalm_s", r.overloadCalm, {0.1, 3600});
  v.number("shed_s", r.shed, {0.05, 60});
  v.number("takeBack_s", r.takeBack, {1, 3600});
  v.number("takeBackBelow", r.takeBackBelow, {0.1, 1});
  v.number("setShort_s", r.setShort, {0.1, 600});
  v.number("setMost", r.setMost, {1, 2});
  v.number("gather_s", r.gather, {0, 600});
  v.number("dropOut_s", r.dropOut, {0, 10});
  v.number("holdUpMost", r.holdUpMost, {1, 20});
  v.number("rackStart_s", r.rackStart, {0.1, 7200});
  v.number("shelfRecharge", r.shelfRecharge, {0.001, 1});
}
template <class V>
void shape(V& v, RepairsSpec& r) {
  head(v, r.id, r.name);
  for (std::size_t i = 0; i < RepairsSpec::keys.size(); ++i) v.number(RepairsSpec::keys[i], r.hours[i], {0, 8760});
  v.number("restart_h", r.restartH, {0, 1000});
}
template <class V>
void shape(V& v, CoolantSpec& r) {
  head(v, r.id, r.name);
  v.number("density_kg_per_m3", r.densityKgPerM3, {500, 2000});
  v.number("heatCapacity_J_per_kg_K", r.heatCapacityJPerKgK, {500, 6000});
  v.number("freezesAt_C", r.freezesAt, {-80, 10}, io::Need::may);
}
template <class V>
void shape(V& v, TankSpec& r) {
  head(v, r.id, r.name);
  v.number("volume_L", r.volume, {100, 1e9});
  v.number("waterHeight_m", r.height, {0.5, 60});
  v.whole("layers", r.layers, {4, 32});
  v.number("loss_W_per_K", r.lossWPerK, {0, 1e6});
  v.number("flow_kg_per_s", r.flow, {0.01, 10000});
  shape(v, r.extent);
}
template <class V>
void shape(V& v, LakeSpec& r) {
  head(v, r.id, r.name);
  v.number("ratedHeat_kW", r.ratedHeat, {1, 1e6});
  v.number("ratedApproach_K", r.ratedApproach, io::differenceK);
  v.number("intakeFlow_kg_per_s", r.intakeFlow, {0.1, 10000});
  v.number("facilityFlow_kg_per_s", r.facilityFlow, {0.1, 10000});
  v.number("pumpPower_kW", r.pumpPower, {0.01, 1e5});
  v.number("intakeDepth_m", r.intakeDepth, {0, 300}, io::Need::may);
  v.number("dischargeRise_K", r.dischargeRise, {0.1, 30});
  v.number("dischargeCap_C", r.dischargeCap, {1, 60});
  v.number("recirculation", r.recirculation, {0, 0.9});
  shape(v, r.extent);
}

template <class V>
void shape(V& v, AiModelSpec& r) {
  head(v, r.id, r.name);
  v.number("parametersB", r.parametersB, {0.001, 1e6});
  v.number("activeParametersB", r.activeParametersB, {0.001, 1e6});
  v.whole("layers", r.layers, {1, 10000});
  v.whole("hidden", r.hidden, {1, 1e6});
  v.whole("kvDim", r.kvDim, {1, 1e6});
  v.whole("vocabulary", r.vocabulary, {1, 1e8});
  v.whole("sequence", r.sequence, {1, 1e8}, io::Need::may);
  v.number("attentionFactor", r.attentionFactor, {0, 1}, io::Need::may);
  v.whole("expertLayers", r.expertLayers, {0, 10000}, io::Need::may);
  v.whole("experts", r.experts, {0, 1e5}, io::Need::may);
  v.whole("expertsPerToken", r.expertsPerToken, {0, 1e5}, io::Need::may);
}
template <class V>
void shape(V& v, TrainingStackSpec& r) {
  head(v, r.id, r.name);
  v.number("kernelEfficiency", r.kernelEfficiency, {0.01, 1});
  v.number("kernelLow", r.kernelLow, {0.01, 1});
  v.number("kernelHigh", r.kernelHigh, {0.01, 1});
  v.number("kernelHalfWidth", r.kernelHalfWidth, {0, 1e5});
  v.number("tensorOverlap", r.tensorOverlap, io::fraction);
  v.number("pipelineOverlap", r.pipelineOverlap, io::fraction);
  v.number("dataOverlap", r.dataOverlap, io::fraction);
  v.number("expertOverlap", r.expertOverlap, io::fraction);
  v.number("gradientBytes", r.gradientBytes, {0.1, 8});
  v.number("scaleUpEfficiency", r.scaleUpEfficiency, {0.01, 1});
  v.number("scaleOutEfficiency", r.scaleOutEfficiency, {0.01, 1});
  v.number("scaleUpLatency_s", r.scaleUpLatency, {0, 1});
  v.number("scaleOutLatency_s", r.scaleOutLatency, {0, 1});
  v.number("fixed_s", r.fixed, {0, 10});
  v.number("congestion", r.congestion, {0, 10});
  v.number("straggling", r.straggling, {0, 1});
}
template <class V>
void shape(V& v, FabricSpec& r) {
  head(v, r.id, r.name);
  v.whole("segmentChips", r.segmentChips, {1, 1e6});
  v.whole("segmentSpareChips", r.segmentSpareChips, {0, 1e6}, io::Need::may);
  v.whole("podChips", r.podChips, {1, 1e7});
  v.whole("planes", r.planes, {1, 64});
  v.whole("portsPerChip", r.portsPerChip, {1, 64});
  v.number("podOversubscription", r.podOversubscription, {0.1, 1000});
  v.number("coreOversubscription", r.coreOversubscription, {0.1, 1000});
  v.number("hashFlows", r.hashFlows, {1, 1e6});
  v.number("hashLinks", r.hashLinks, {1, 1e6});
  v.number("leafSwitch_W", r.leafSwitch, io::powerW);
  v.number("spineSwitch_W", r.spineSwitch, io::powerW);
  v.number("coreSwitch_W", r.coreSwitch, io::powerW);
  v.whole("leafChips", r.leafChips, {1, 1e6});
  v.whole("spineChips", r.spineChips, {1, 1e6});
  v.whole("coreChips", r.coreChips, {1, 1e6});
  v.number("optics_W", r.optics, {0, 1e4});
}
namespace io {
inline constexpr std::array<Named<FailureSpec::Counts>, 3> failureCounts{
    {{"chip", FailureSpec::Counts::chip}, {"server", FailureSpec::Counts::server}, {"job", FailureSpec::Counts::job}}};
}
template <class V>
void shape(V& v, FailureSpec& r) {
  head(v, r.id, r.name);
  v.choice("per", r.per, io::failureCounts);
  v.number("rate_per_h", r.perHour, {0, 100});
  v.number("activationEv", r.activationEv, {0, 3}, io::Need::may);
  v.number("reference_C", r.reference, io::temperatureC, io::Need::may);
  v.truth("isServerLost", r.isServerLost);
  v.number("detect_s", r.detect, {0, 1e6});
  v.number("locateLow_s", r.locateLow, {0, 1e6});
  v.number("locateHigh_s", r.locateHigh, {0, 1e6});
  v.number("repair_s", r.repair, {0, 1e8});
}
template <class V>
void shape(V& v, DemandSpec& r) {
  head(v, r.id, r.name);
  v.numbers("byHour", r.byHour, {0, 24});
  v.number("weekend", r.weekend, {0, 10}, io::Need::may);
  v.number("burst", r.burst, {0, 100}, io::Need::may);
  v.number("inputMedian", r.inputMedian, {0, 1e7}, io::Need::may);
  v.number("inputSigma", r.inputSigma, {0, 5}, io::Need::may);
  v.number("outputMedian", r.outputMedian, {0, 1e7}, io::Need::may);
  v.number("outputSigma", r.outputSigma, {0, 5}, io::Need::may);
  v.number("service_s", r.service, {0, 1e6}, io::Need::may);
  v.number("serviceVariation", r.serviceVariation, {0, 100}, io::Need::may);
}
template <class V>
void shape(V& v, ArchetypeSpec& r) {
  head(v, r.id, r.name);
  v.word("industry", r.industry, io::mixedIndustries);
  v.word("jobKind", r.kind, io::jobKinds);
  v.number("chipsLow", r.chipsLow, {1, 4e6});
  v.number("chipsHigh", r.chipsHigh, {1, 4e6});
  v.number("median_s", r.medianS, {1, 1e8});
  v.number("sigma", r.sigma, {0, 5});
  v.number("utilisation", r.utilisation, io::fraction);
  v.number("batch", r.batch, {1, 1e5}, io::Need::may);
  v.numbers("byHour", r.byHour, {0, 24});
  v.truth("isPreemptible", r.isPreemptible);
  v.text("model", r.model, io::Need::may);
  v.text("stack", r.stack, io::Need::may);
  v.whole("tensor", r.tensor, {1, 4096}, io::Need::may);
  v.whole("pipeline", r.pipeline, {1, 4096}, io::Need::may);
  v.whole("interleave", r.interleave, {1, 256}, io::Need::may);
}
template <class V>
void shape(V& v, ServiceSpec& r) {
  head(v, r.id, r.name);
  v.word("industry", r.industry, io::mixedIndustries);
  v.text("demand", r.demand);
  v.text("model", r.model, io::Need::may);
  v.word("law", r.law, io::serviceLaws);
  v.number("part", r.part, io::fraction);
  v.whole("chips", r.chips, {0, 1e5}, io::Need::may);
  v.number("firstToken_s", r.firstToken, {0, 1e6});
  v.number("token_s", r.token, {0, 1e6}, io::Need::may);
  v.number("peak", r.peak, {1, 100});
}
template <class V>
void shape(V& v, MixSpec& r) {
  head(v, r.id, r.name);
  v.number("frontier", r.frontier, io::fraction);
  v.number("pretraining", r.pretraining, io::fraction);
  v.number("fineTuning", r.fineTuning, io::fraction);
  v.number("evaluation", r.evaluation, io::fraction);
  v.number("healthcare", r.healthcare, io::fraction);
  v.number("materials", r.materials, io::fraction);
  v.number("manufacturing", r.manufacturing, io::fraction);
  v.number("services", r.services, io::fraction);
}

}  // namespace plenum
