// SPDX-License-Identifier: Apache-2.0
#include "commands/Commands.h"

namespace plenum::app {
namespace {

constexpr std::size_t any = 10'000;

const Command table[] = {
    {"", "[SITE]", 0, 1, "cli.window", {{"scenario", "FILE", "cli.option.scenario"}}, openWindow},
    {"simulate",
     "SITE",
     1,
     1,
     "cli.simulate",
     {{"scenario", "FILE", "cli.option.scenario"},
      {"hours", "H", "cli.option.hours"},
      {"tick", "S", "cli.option.tick"},
      {"seed", "N", "cli.option.seed"},
      {"workers", "N", "cli.option.workers"},
      {"act", "\"T ACTION\"", "cli.option.act", true},
      {"out", "DIR", "cli.option.outFolder"},
      {"json", "", "cli.option.json"}},
     simulate},
    {"render",
     "SITE",
     1,
     1,
     "cli.render",
     {{"out", "FILE.png", "cli.option.outPicture"},
      {"hours", "H", "cli.option.renderHours"},
      {"view", "NAME", "cli.option.view"},
      {"colour", "OVERLAY", "cli.option.colour"},
      {"size", "WxH", "cli.option.size"},
      {"scenario", "FILE", "cli.option.scenario"}},
     render},
    {"check", "FILE…", 1, any, "cli.check", {}, check},
    {"replay",
     "RUN",
     1,
     1,
     "cli.replay",
     {{"workers", "N", "cli.option.workers"}, {"json", "", "cli.option.json"}},
     replay},
    {"generate",
     "",
     0,
     0,
     "cli.generate",
     {{"chips", "N", "cli.option.chips"}, {"like", "SITE", "cli.option.like"}, {"out", "FILE", "cli.option.outSite"}},
     generate},
    {"explain", "[FIGURE] [SITE]", 0, 2, "cli.explain", {{"of", "ID", "cli.option.of"}}, explain},
};

}  // namespace

std::span<const Command> commands() { return table; }

std::string programName() { return "plenum " PLENUM_VERSION; }

}  // namespace plenum::app
