// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "base/Named.h"
#include "scenario/Plan.h"

// The words of a plan's files, which are those of its fields too.

namespace plenum::plan {

inline constexpr std::array<Named<Resource>, 9> grantable{{{"water", Resource::water},
                                                           {"land", Resource::land},
                                                           {"fibre", Resource::fibre},
                                                           {"fabric", Resource::fabric},
                                                           {"carbon", Resource::carbon},
                                                           {"energy", Resource::energy},
                                                           {"capital", Resource::capital},
                                                           {"grid", Resource::grid},
                                                           {"transformers", Resource::transformers}}};
inline constexpr std::array<Named<Resource>, 5> tieInResources{{{"grid", Resource::grid},
                                                                {"transformers", Resource::transformers},
                                                                {"ups", Resource::ups},
                                                                {"heat-rejection", Resource::heatRejection},
                                                                {"hall-cooling", Resource::hallCooling}}};
inline constexpr std::array<Named<TieIn::Beyond>, 2> tieInBeyonds{
    {{"runs", TieIn::Beyond::runs}, {"shed", TieIn::Beyond::isShed}}};
inline constexpr std::array<Named<Block::Make>, 2> blockMakes{
    {{"generated", Block::Make::generated}, {"site", Block::Make::site}}};
inline constexpr std::array<Named<LeadSet>, 2> leadSets{{{"cn", LeadSet::cn}, {"us", LeadSet::us}}};
inline constexpr std::array<Named<Step::Kind>, 10> stepKinds{{{"other", Step::Kind::other},
                                                              {"permit", Step::Kind::permit},
                                                              {"grid-agreement", Step::Kind::gridAgreement},
                                                              {"shell-dry", Step::Kind::shellDry},
                                                              {"fit-out", Step::Kind::fitOut},
                                                              {"back-feed", Step::Kind::backFeed},
                                                              {"L3", Step::Kind::levelThree},
                                                              {"L4", Step::Kind::levelFour},
                                                              {"L5", Step::Kind::levelFive},
                                                              {"RFS", Step::Kind::readyForService}}};

}  // namespace plenum::plan
