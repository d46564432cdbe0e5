// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

/// How the two streams of an exchanger pass each other.
enum class FlowArrangement { counter, parallel, crossUnmixed, crossMaxMixed, crossMinMixed };

/// Heat moved over the most that could be moved, 0 … 1. `ntu` = UA/Cmin ≥ 0, infinite allowed; `capacityRatio` =
/// Cmin/Cmax, 0 … 1 (Kays and London, Compact Heat Exchangers; crossUnmixed is the usual approximation).
double effectiveness(FlowArrangement arrangement, double ntu, double capacityRatio);
/// The NTU of a counter-flow exchanger of this effectiveness, 0 … below 1 (asserted).
double counterFlowNtu(double effectiveness, double capacityRatio);
/// Likewise for any arrangement, by 60 halvings; the largest NTU considered is 1e3, which is also the answer where
/// the arrangement cannot reach the effectiveness.
double ntuOf(FlowArrangement arrangement, double effectiveness, double capacityRatio);

/// A stream that enters an exchanger: its temperature and m·cp.
struct Stream {
  double inletC = 0.0;
  double capacityWPerK = 0.0;
};
struct Exchange {
  double heatW = 0.0;  // from hot to cold; negative where "cold" is the warmer
  double hotOutC = 0.0, coldOutC = 0.0;
};
/// One exchanger of conductance `uaWPerK`. Nothing is exchanged, and outlets equal inlets, where a stream stands.
Exchange exchange(FlowArrangement arrangement, double uaWPerK, Stream hot, Stream cold);
/// The same for a known effectiveness.
Exchange exchange(double effectiveness, Stream hot, Stream cold);

/// Conductance of an exchanger off its design point: two films in series, each growing with a power of its flow, and
/// the fouling of the wall.
struct FilmPair {
  double designUaWPerK = 0.0;
  double filmRatio = 1.0;  // hA of side 1 over hA of side 2, at design
  // 0.8 turbulent flow in tubes and plates (Dittus–Boelter); 0.85 is Modelica Buildings' water side of coils
  double exponent1 = 0.8, exponent2 = 0.8;
};
/// Flows as fractions of design; 0 gives 0. `foulingKPerW` ≥ 0.
double uaOffDesign(const FilmPair& films, double flow1Fraction, double flow2Fraction, double foulingKPerW = 0.0);

}  // namespace plenum::physics
