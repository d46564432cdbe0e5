// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/Text.h"
#include "base/Time.h"

namespace plenum {

// What is asked of the chips: jobs, services, how they are queued and placed, and what breaks under them.

/// Whose work it is. Shares of industries on a campus are assumptions: no public trace tells them apart.
enum class Industry : std::uint8_t {
  unsaid,
  frontier,
  pretraining,
  fineTuning,
  evaluation,
  healthcare,
  materials,
  manufacturing,
  cloudApi,
  recommendation,
  imaging
};

/// A job that asks for chips, all at once, for a while. What the chips do in it is a profile of utilisation over time,
/// or, of a training job that names its model, what the step of that model makes of them.
struct Job {
  enum class Kind { training, inference, batch };
  enum class Recompute { nothing, selective, full };
  std::string id;
  Name name;
  Kind kind = Kind::training;
  Industry industry = Industry::unsaid;
  std::string user;
  std::uint32_t chips = 0;
  std::string hall;   // "" for anywhere
  Duration submit;    // since the scenario's start; may be before it as 0
  Duration length;    // of running at full clock without a failure; 0: for ever, or until its tokens are done
  Duration estimate;  // that its owner gave, for backfill; 0: its length
  int priority = 0;   // higher goes first
  bool isPreemptible = false;
  std::uint32_t leastChips = 0;    // elastic: goes on with so many after a failure; 0: needs all
  std::uint32_t spareServers = 0;  // held idle for it, as many as are free when it starts
  double utilisation = 0.9;        // training: within a step; inference: at the daily peak; batch: mean
  double trough = 0.35;            // inference: at the quietest hour, of the peak
  bool isCheckpointAuto = false;   // by Daly's optimum instead of `checkpointEvery`
  Duration checkpointEvery = minutes(30), checkpointFor = seconds(25);  // training; every 0: none
  Duration start{0};                                                    // training: from placement to the first step
  Duration restart = minutes(6);                                        // training: from crash to full speed
  // the heartbeat of a training step (workload.md 9.3): estimates, to be replaced by what the job's owner measured;
  // of a job that names its model they follow from the model
  double stepS = 6.0, computeShare = 0.85;  // period; share of it in which every chip computes
  double exposedLevel = 0.40;               // power while it waits for the others, of that while it computes
  double riseS = 0.02, skewS = 0.012;       // of an edge; spread of the chips' phases
  // what it trains; "": the profile above
  std::string model, stack;  // AiModelSpec; TrainingStackSpec, "": modern
  double tokens = 0.0;       // until it is done; 0: by length
  std::uint32_t tensor = 1, pipeline = 1, context = 1, expert = 1, interleave = 1;  // parallel; interleave: stages
  std::uint32_t globalBatch = 0, microBatch = 1;                                    // sequences a step; 0: 16 M tokens
  Recompute recompute = Recompute::selective;
  bool operator==(const Job&) const = default;
};

/// A service that answers requests: its demand goes through the day, its replicas follow.
struct Service {
  enum class Law { batch, erlang, general };  // continuous batching of tokens; M/M/c; G/G/c by Allen and Cunneen
  std::string id;
  Name name;
  Industry industry = Industry::cloudApi;
  std::string hall;
  std::string model;   // AiModelSpec; "" for a service that is no language model's
  std::string demand;  // DemandSpec
  Law law = Law::batch;
  double requestsPerS = 1.0;  // daily mean
  std::uint32_t chipsPerReplica = 8;
  std::uint32_t leastReplicas = 1, mostReplicas = 64;
  Duration firstTokenWithin = seconds(2);  // latency objective: 95 % of requests (of all it serves, for no LLM)
  Duration tokenWithin{100'000};           // mean time between tokens
  double target = 0.7;                     // share of capacity that the autoscaler aims for
  Duration load = seconds(90);             // of a new replica, after it has its chips
  int priority = 10;
  double utilisation = 0.8;  // of its chips while a request of no language model is served
  bool operator==(const Service&) const = default;
};

/// Who goes first, where jobs go, and what they may draw.
struct Scheduling {
  enum class Queue { fifo, priority, shortest, shortestRemaining, easy, conservative, leastAttained, fairShare };
  enum class Placement { firstFit, random, dotProduct, bestFit, packing, clustering, fgd, topology, coolest, power };
  enum class Power { unlimited, uniform, jobAware };
  Queue queue = Queue::fifo;
  Placement placement = Placement::firstFit;
  Power power = Power::unlimited;
  double limitMw = 0.0;               // of IT power, for Power; 0: none
  Duration agingPerLevel = hours(4);  // priority: waiting so long raises by one
  double estimateSigma = 0.0;         // SJF with noisy estimates: true · LN(0, σ)
  double attainedChipHours = 1.0;     // leastAttained: threshold of the first of its queues, each next ten times wider
  /// A user (a virtual cluster) and what is due to him. Who is not named weighs 1 and has no quota.
  struct Account {
    std::string user;
    double weight = 1.0;          // fairShare: of what is used, against the others'
    std::uint32_t mostChips = 0;  // quota: his jobs never hold more at once, whatever the queue; 0: none
    bool operator==(const Account&) const = default;
  };
  std::vector<Account> accounts;
  Duration forgetIn = hours(24);  // fairShare: after so long, half of what a user has used is forgotten
  double rampMwPerMin = 0.0;      // how fast IT power may rise (clocks hold it back); 0: as it likes
  double floorShare = 0.0;        // training chips that wait burn so much of their power on nothing, to keep it level
  bool operator==(const Scheduling&) const = default;
};

/// Failures that come by themselves, by the rows of FailureSpec.
struct Reliability {
  bool isOn = false;
  double scale = 1.0;                             // on every rate
  double lemonShare = 0.015, lemonFactor = 10.0;  // servers that fail that much more often
  double infantFactor = 1.0, infantDays = 30.0;   // new hardware: at the start, decaying
  bool operator==(const Reliability&) const = default;
};

/// What a rack was measured to carry, or is taken to, from an instant on until its next line: jobs and services keep
/// off it for as long.
struct RackLoad {
  enum class As { share, watts, released };  // of what its chips can do; of its IT power; given back to the scheduler
  std::string rack;
  As as = As::share;
  double value = 0.0;  // 0 … 1, or W
  Duration from{0};    // since the scenario's start
  bool operator==(const RackLoad&) const = default;
};

/// Work that is drawn, or read from a trace, in addition to the jobs that the scenario lists.
struct Load {
  std::string mix;          // MixSpec: drawn
  double fill = 0.9;        // chip time asked for, of the campus' chips
  std::string trace;        // file beside the scenario: read; "" for none
  std::string format;       // "" by its header; else plenum, openb, pai, swf, sacct, philly, helios, acme
  double speed = 1.0;       // of time in the trace
  double chipFactor = 1.0;  // on the chips that a job asks for, rounded to a power of two
  std::string racks;        // table of rack loads beside the scenario; "" for none
  bool operator==(const Load&) const = default;
};

}  // namespace plenum
