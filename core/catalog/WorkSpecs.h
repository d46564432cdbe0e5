// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>

#include "base/Text.h"
#include "base/Units.h"

namespace plenum {

// What runs on the campus and what joins its chips, as rows of the catalogue: numbers with source and confidence.

/// A language model as its training and its serving see it.
struct AiModelSpec {
  std::string id;
  Name name;
  double parametersB = 0.0;        // 1e9
  double activeParametersB = 0.0;  // per token; a dense model has them all
  int layers = 0, hidden = 0;
  int kvDim = 0;  // of keys (or of values) of all heads that are kept, per layer
  int vocabulary = 0;
  int sequence = 8192;           // tokens of a training sequence
  double attentionFactor = 0.5;  // of the full square: 0.5 for a causal mask, 1 as some papers count
  int expertLayers = 0, experts = 0, expertsPerToken = 0;  // mixture of experts; 0: dense
};

/// How well training software uses a chip and hides what it sends (workload.md 7.3).
struct TrainingStackSpec {
  std::string id;
  Name name;
  double kernelEfficiency = 0.55;              // e0, of peak, for wide layers
  double kernelLow = 0.40, kernelHigh = 0.65;  // what it may be
  double kernelHalfWidth = 700;                // k of h/(h + k)
  double tensorOverlap = 0.6, pipelineOverlap = 0.9, dataOverlap = 0.8, expertOverlap = 0.5;  // shares hidden
  double gradientBytes = 2.0;                                                                 // a parameter, as sent
  double scaleUpEfficiency = 0.55, scaleOutEfficiency = 0.82;
  Seconds scaleUpLatency{5e-6}, scaleOutLatency{10e-6}, fixed{0.040};
  double congestion = 0.06;    // g, of the ring's bandwidth for every doubling of chips beyond 256
  double straggling = 0.0020;  // cv of a chip's step
};

/// The network between servers: segments of chips under one pair of leaf switches, pods of segments, a core above.
struct FabricSpec {
  std::string id;
  Name name;
  int segmentChips = 1024, segmentSpareChips = 64, podChips = 15360;
  int planes = 2, portsPerChip = 2;                               // of the network card; each to a leaf of its own
  double podOversubscription = 1.0, coreOversubscription = 15.0;  // uplinks: bandwidth below over bandwidth above
  double hashFlows = 16, hashLinks = 60;                          // k flows over m links where a path is drawn by hash
  Watts leafSwitch, spineSwitch, coreSwitch;
  int leafChips = 64, spineChips = 256, coreChips = 1024;  // that one switch of each tier stands for
  Watts optics;                                            // of all transceivers that a chip needs, in all tiers
};

/// What breaks in servers, chips and network, how often and what it takes to go on.
struct FailureSpec {
  std::string id;
  Name name;
  enum class Counts { chip, server, job } per = Counts::chip;  // that the rate is of
  double perHour = 0.0;                                        // of one of them, at `reference`
  double activationEv = 0.0;                                   // Arrhenius; 0: does not mind its temperature
  Celsius reference{60.0};
  bool isServerLost = true;  // the server needs repair; else the job restarts where it was
  Seconds detect{60.0}, locateLow{120.0}, locateHigh{900.0};  // until it is known; until it is known where
  Seconds repair{14400.0};                                    // mean, of what was lost
};

/// How the demand of a service goes through the day and how long its requests are.
struct DemandSpec {
  std::string id;
  Name name;
  std::array<double, 24> byHour{};  // of the daily mean, by civil hour
  double weekend = 1.0;             // factor on Saturday and Sunday
  double burst = 1.0;               // coefficient of variation of the times between requests
  double inputMedian = 0.0, inputSigma = 0.0, outputMedian = 0.0, outputSigma = 0.0;  // tokens, lognormal
  Seconds service{0.0};           // of a request that is no language model's, on one replica; 0: by tokens
  double serviceVariation = 1.0;  // its coefficient of variation
};

/// A kind of jobs in a mix: how many chips, how long, how often, how hard the chips work.
struct ArchetypeSpec {
  std::string id;
  Name name;
  std::string industry;                     // word of the scenario file
  std::string kind = "training";            // word of Job::Kind
  double chipsLow = 1.0, chipsHigh = 64.0;  // powers of two between them, alike in logarithm
  double medianS = 3600.0, sigma = 1.0;     // run time, lognormal, cut at 30 days
  double utilisation = 0.7;
  double batch = 1.0;               // mean size of what is submitted together, geometric
  std::array<double, 24> byHour{};  // of the daily mean, when they are submitted
  bool isPreemptible = false;
  // of training jobs that name what they train: AiModelSpec and how it is laid over the chips; "": a profile
  std::string model, stack;
  int tensor = 1, pipeline = 1, interleave = 1;
};

/// A service of a mix: who asks, what answers, within what time.
struct ServiceSpec {
  std::string id;
  Name name;
  std::string industry;                 // word of the scenario file, whose share it takes part of
  std::string demand, model;            // DemandSpec; AiModelSpec, "": no language model's
  std::string law = "batch";            // word of Service::Law
  double part = 1.0;                    // of what that industry's services get
  int chips = 0;                        // of a replica; 0: as many as hold the model's weights in half of their memory
  Seconds firstToken{2.0}, token{0.0};  // latency objectives; token 0: none
  double peak = 2.0;                    // most replicas, over the daily mean
};

/// Shares of chip time by archetype.
struct MixSpec {
  std::string id;
  Name name;
  double frontier = 0, pretraining = 0, fineTuning = 0, evaluation = 0, healthcare = 0, materials = 0,
         manufacturing = 0, services = 0;
};

}  // namespace plenum
