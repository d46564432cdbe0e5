// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <variant>
#include <vector>

#include "base/Text.h"
#include "base/Units.h"
#include "catalog/PowerRows.h"
#include "catalog/WorkSpecs.h"

namespace plenum {

// What can be bought. A specification never changes while a campus runs and knows nothing of what is happening to it.
// Every number comes from a catalogue row, where its source and confidence stand beside it (Catalog::provenance).

/// Width × depth × height of the thing as it stands, and its mass.
struct Extent {
  Metres width, depth, height;
  Kilograms mass;
};

/// One accelerator: its power law (physics 2.4), its thermal network (2.1, 2.7) and its limits (2.5).
struct ChipSpec {
  std::string id;
  Name name;
  Watts tdp, idle;
  double dvfsExponent = 2.4;        // P ~ f^alpha
  Fraction minFrequency;            // of nominal, the lowest that throttling may reach
  Watts leakageAtReference;         // at leakageReference
  double leakagePerKelvin = 0.012;  // 1/K
  Celsius leakageReference;
  JoulesPerKelvin dieCapacity;         // C_j
  KelvinsPerWatt junctionToPlate;      // R_jc, die to cold plate or heat-sink base
  JoulesPerKelvin plateCapacity;       // C_c of a cold plate
  KelvinsPerWatt plateConvection;      // R_conv of the eps form, cold plate to coolant
  JoulesPerKelvin sinkCapacity;        // C_c of an air heat sink
  KelvinsPerWatt sinkConvection;       // R_0 of an air heat sink at nominal fan speed, to the server's inlet air
  KelvinsPerWatt immersionConvection;  // R of the bare spreader in moving dielectric; 0: not made for immersion
  Celsius throttleAt, shutdownAt;
  // high-bandwidth memory on the same plate (physics 2.1); a share of 0: it is not modelled on its own
  Fraction memoryShare;  // of the chip's power
  JoulesPerKelvin memoryCapacity;
  KelvinsPerWatt memoryToPlate;
  Celsius memoryThrottleAt, memoryShutdownAt;
  double fp16Tflops = 0.0;  // dense
  double memoryGB = 0.0, memoryTBPerS = 0.0;
  // network: within the scale-up domain (both directions together) and out of it (one direction), GB/s of a chip
  double scaleUpGBPerS = 0.0, scaleOutGBPerS = 0.0;
  int scaleUpChips = 8;
};

/// One server: chips, what else draws power in it, its fans and its power supplies.
struct ServerSpec {
  std::string id;
  Name name;
  std::string chip;
  int chips = 0;
  Watts otherIdle, otherFull;  // CPUs, memory, network, storage: linear between the two with mean chip utilisation
  Watts fansNominal;           // at nominal air flow
  M3PerSecond airFlowNominal;
  Celsius fanRampFrom;                                // inlet above which the fans speed up
  double fanRampPerKelvin = 0.05, fanMaxSpeed = 1.6;  // of nominal
  Celsius cutOutAt{60.0};             // inlet air at which it switches itself off (55 … 60 °C, physics V-46)
  Kelvins cutOutBand{10.0};           // below that it may be started again
  JoulesPerKelvin airSideCapacity;    // of the whole server, chips and heat sinks included
  WattsPerKelvin airSideConductance;  // from its metal to its air at nominal flow; 0: as a 2U server's, by capacity
  Fraction psuLoad10, psuLoad20, psuLoad50, psuLoad100;  // efficiency of the supplies at that load
  double heightU = 0.0;
};

/// One rack type: how many servers, how it is cooled, how much it may draw.
struct RackSpec {
  std::string id;
  Name name;
  std::string server;
  int servers = 0;
  // share of the rack's heat at full load that goes into the coolant: chips first, then the rest of the servers;
  // 0 for an air-cooled rack
  Fraction liquidCapture;
  std::string rearDoor;        // rear-door exchanger, "" for none
  KgPerSecond designFlow;      // coolant at design, all cold plates together
  Litres manifoldVolume;       // each of supply and return
  Pascals designPressureDrop;  // at designFlow, from row pipe to row pipe
  Watts ratedPower;
  Seconds holdUp{0.012};      // that its supplies carry full load without mains (10 … 20 ms, physics 6.4)
  Joules batteryEnergy;       // of its battery shelf, usable; 0: none
  Watts batteryPower;         // the most that it gives
  int shelves = 0;            // power shelves that share its load, one of them to spare; 0: supplies in its servers
  Watts shelfPower;           // the most that one gives
  bool restsShelves = false;  // those that its load does not need rest, so that the others run near their best
  bool isImmersed = false;    // servers stand in the coolant: no plates, no fans; needs the chip's immersionConvection
  int networkPorts = 0;       // that the rack takes of its hall
  Extent extent;
};

struct RearDoorSpec {
  std::string id;
  Name name;
  Watts ratedHeat;  // at ratedAir/ratedWater temperatures and design flows
  Celsius ratedAirIn, ratedWaterIn;
  M3PerSecond ratedAirFlow;
  KgPerSecond ratedWaterFlow;
  Watts fans;  // 0 for a passive door
  Extent extent;
};

/// Coolant distribution unit: a counter-flow exchanger between a rack loop and facility water, its pumps and valve.
struct CduSpec {
  std::string id;
  Name name;
  Watts ratedHeat;        // at ratedApproach and both rated flows
  Kelvins ratedApproach;  // secondary supply minus primary supply
  KgPerSecond primaryFlow, secondaryFlow;
  int pumps = 2;        // secondary pumps
  int pumpsNeeded = 1;  // for rated flow
  Watts pumpPower;      // all needed pumps together at rated secondary flow
  Watts controlPower;
  Pascals secondaryPressure;  // available to pipes and racks at rated flow
  // what the unit itself takes at rated flow (generic unit of the Modelica Buildings library)
  Pascals exchangerDrop{80e3}, filterDrop{65e3};
  Litres volume;  // secondary side
  Seconds pumpRamp, valveStroke;
  Extent extent;
};

/// Fan wall or CRAH: fans and a chilled-water coil.
struct FanWallSpec {
  std::string id;
  Name name;
  Watts ratedHeat;  // sensible, at rated temperatures and flows
  Celsius ratedAirIn, ratedWaterIn;
  M3PerSecond airFlow;
  KgPerSecond waterFlow;
  int fans = 1;
  Watts fanPower;  // all fans at full speed
  Extent extent;
};

struct PumpSpec {
  std::string id;
  Name name;
  KgPerSecond flow;  // one pump at its duty point
  Pascals head;
  Fraction hydraulicEfficiency, motorEfficiency, driveEfficiency;
  Extent extent;
};

/// Plate exchanger between a condenser-water loop and facility water.
struct ExchangerSpec {
  std::string id;
  Name name;
  Watts ratedHeat;
  Kelvins ratedApproach;
  KgPerSecond hotFlow, coldFlow;
  Extent extent;
};

/// DOE-2 ElectricEIR curves (physics 5.2); x = leaving chilled water °C, y = entering condenser water °C.
struct ChillerSpec {
  std::string id;
  Name name;
  Watts ratedCooling;
  double ratedCop = 0.0;
  Celsius ratedLeavingChilled, ratedEnteringCondenser;
  std::array<double, 6> capacityCurve{}, eirTemperatureCurve{};
  std::array<double, 3> eirPartLoadCurve{};
  Fraction minPartLoad;
  Celsius leavingLow, leavingHigh, enteringLow, enteringHigh;  // bounds of the curves
  KgPerSecond chilledFlow, condenserFlow;
  Seconds startDelay, rampTime, restartLockout;
  Seconds quickRestart;  // lock-out after a loss of power instead, where the machine has it; 0: as restartLockout
  Litres waterVolume;    // each of evaporator and condenser
  Extent extent;
};

/// One cooling-tower cell (Merkel or the YorkCalc polynomial, physics 5.3).
struct TowerSpec {
  enum class Model { merkel, york };
  std::string id;
  Name name;
  Watts ratedHeat;
  Celsius ratedWaterIn, ratedWaterOut, ratedWetBulb;
  KgPerSecond waterFlow;
  KgPerSecond airFlow;  // dry air
  Watts fanPower;
  double cyclesOfConcentration = 4.0;
  Fraction drift;  // of water flow
  Model model = Model::merkel;
  Extent extent;
};

struct DryCoolerSpec {
  std::string id;
  Name name;
  Watts ratedHeat;
  Celsius ratedAirIn, ratedWaterIn, ratedWaterOut;
  KgPerSecond waterFlow;
  Watts fanPower;
  Fraction adiabaticEffectiveness;  // 0 for a plain dry cooler
  Extent extent;
};

/// Stratified storage of facility water (physics 5.6).
struct TankSpec {
  std::string id;
  Name name;
  Litres volume;
  Metres height;           // of the water
  int layers = 20;         // of equal volume
  double lossWPerK = 0.0;  // through the wall, to the outdoor air
  KgPerSecond flow;        // the most that it takes or gives
  Extent extent;
};

/// Water drawn from a lake or the sea, through a plate exchanger, and given back warmer (physics 5.7).
struct LakeSpec {
  std::string id;
  Name name;
  Watts ratedHeat;  // at ratedApproach and both rated flows
  Kelvins ratedApproach;
  KgPerSecond intakeFlow, facilityFlow;
  Metres intakeDepth;      // below where the site's water (Surroundings) is told for
  Watts pumpPower;         // of the intake pump
  Kelvins dischargeRise;   // the most that the discharge may be warmer than the intake
  Celsius dischargeCap;    // the most that it may be
  Fraction recirculation;  // of the discharge's warmth that comes back to the intake
  Extent extent;
};

/// P0 + Pk·x² on apparent power (physics 6.1).
struct TransformerSpec {
  std::string id;
  Name name;
  VoltAmperes rating;
  Watts noLoadLoss, loadLoss;
  Volts primary, secondary;
  Fraction impedance{0.06};  // short-circuit voltage, of rated
  double xOverR = 8.0;       // reactance over resistance of it
  Extent extent;
};

/// Loss = rating · (a + b·x + c·x²), x = output / rating. UPS, HVDC, PDU, busway, switchboard, feed.
struct LossCurve {
  double a = 0.0, b = 0.0, c = 0.0;
};
struct UpsSpec {
  std::string id;
  Name name;
  enum class Kind { ups, hvdc };
  Kind kind = Kind::ups;
  enum class Chemistry { lead, lithium };
  Watts rating;
  LossCurve loss;
  LossCurve economyLoss{0.004, 0.002, 0.004};  // the mains straight through, converters ready (physics 6.1)
  Joules batteryEnergy;                        // usable at rated power, new
  Watts rechargePower;
  Fraction batteryEfficiency;  // one way
  Chemistry chemistry = Chemistry::lithium;
  double peukert = 1.03;           // exponent; 1.15 … 1.30 of lead, 1.02 … 1.05 of lithium (physics 6.2)
  double batteryLifeYears = 10.0;  // after which a fifth of the energy is gone
  bool hasBypass = true;           // static: taken when the converters are overloaded or fail
  Seconds walkIn{10.0};            // over which it takes up its source again after a run on batteries
  Extent extent;
};
struct DistributionSpec {  // PDU, busway, switchboard
  std::string id;
  Name name;
  Watts rating;
  LossCurve loss;
  Seconds thermalTime{245.0};  // time constant of its breaker's or busway's heating (physics 6.6)
  Extent extent;
};
/// Transfer switch: automatic with moving contacts, or static.
struct TransferSpec {
  std::string id;
  Name name;
  Watts rating;
  bool isStatic = false;
  Seconds confirm{2.0};       // of the loss, before it moves; a static switch needs none
  Seconds transfer{0.3};      // without either source
  Seconds retransfer{300.0};  // the first source must have been well for so long
  LossCurve loss;
  Extent extent;
};
struct GensetSpec {
  std::string id;
  Name name;
  Watts rating;
  Seconds startTime;  // from the order to ready for load
  Litres tank;
  double fuelLitresPerKwh = 0.27;
  Fraction startFailure{0.005};  // of starts
  Fraction firstStep{0.6};       // of rating, the largest block of load that it takes at once
  double inertiaS = 1.0;         // H of the swing equation
  Seconds governor{2.5};         // lag of its mechanical power
  Seconds synchronise{2.0};      // to join others that run
  Fraction frequencyDip{0.10};   // beyond which it is tripped (ISO 8528-5, class G2)
  Extent extent;
};
/// Photovoltaic field behind its inverters. Follows the grid: dead when its board is.
struct SolarSpec {
  std::string id;
  Name name;
  Watts peak;                       // of the modules at 1000 W/m² and 25 °C
  Watts rating;                     // of the inverters
  Fraction performance{0.86};       // of everything but temperature
  double temperaturePerK = 0.0037;  // of power lost per kelvin of cell temperature above 25 °C
  Extent extent;
};
struct WindSpec {
  std::string id;
  Name name;
  Watts rating;
  double cutInMPerS = 3.0, ratedMPerS = 12.0, cutOutMPerS = 25.0;  // at hub height
  Metres hub{100.0};
  Extent extent;
};
/// Battery storage on a board of the site.
struct StorageSpec {
  std::string id;
  Name name;
  Watts rating;
  Joules energy;
  Fraction efficiency{0.95};  // one way
  Seconds response{0.1};
  bool formsGrid = false;  // can carry its board alone when nothing else feeds it, until it is empty
  Extent extent;
};

/// Coolants as the loops use them: constants at a working temperature (physics 3.9).
struct CoolantSpec {
  std::string id;
  Name name;
  double densityKgPerM3 = 995.6;
  double heatCapacityJPerKgK = 4184.0;
  Celsius freezesAt{0.0};
};

using AnySpec = std::variant<ChipSpec, ServerSpec, RackSpec, RearDoorSpec, CduSpec, FanWallSpec, PumpSpec,
                             ExchangerSpec, ChillerSpec, TowerSpec, DryCoolerSpec, TransformerSpec, UpsSpec,
                             DistributionSpec, GensetSpec, CoolantSpec, TankSpec, LakeSpec, TransferSpec, SolarSpec,
                             WindSpec, StorageSpec, AiModelSpec, TrainingStackSpec, FabricSpec, FailureSpec, DemandSpec,
                             ArchetypeSpec, MixSpec, ServiceSpec, AutomaticsSpec, RepairsSpec>;

}  // namespace plenum
