// SPDX-License-Identifier: Apache-2.0
#include "document/PlanParts.h"

namespace plenum {
namespace {

/// What the neighbour holds, where it is the same.
template <class T>
std::shared_ptr<const T> shared(const T& now, const std::shared_ptr<const T>& like) {
  if (like && *like == now) return like;
  return std::make_shared<const T>(now);
}

}  // namespace

std::shared_ptr<const PlanParts> PlanParts::of(const plan::Plan& plan, const PlanParts* like) {
  auto out = std::make_shared<PlanParts>();
  for (std::size_t o = 0; o < plan.options.size(); ++o) {
    const plan::Option& option = plan.options[o];
    static const OptionPart empty;
    const OptionPart& was = like && o < like->options_.size() ? like->options_[o] : empty;
    OptionPart part;
    part.gridSteps = shared(option.gridSteps, was.gridSteps);
    part.grants = shared(option.grants, was.grants);
    for (std::size_t p = 0; p < option.phases.size(); ++p)
      part.phases.push_back(shared(option.phases[p], p < was.phases.size() ? was.phases[p] : nullptr));
    plan::Option frame = option;
    frame.phases = {}, frame.gridSteps = {}, frame.grants = {};
    part.frame = shared(frame, was.frame);
    out->options_.push_back(std::move(part));
  }
  out->baselines_ = shared(plan.baselines, like ? like->baselines_ : nullptr);
  plan::Plan frame = plan;
  frame.options = {}, frame.baselines = {};
  out->frame_ = shared(frame, like ? like->frame_ : nullptr);
  return out;
}

plan::PlanPtr PlanParts::whole() const {
  auto out = std::make_shared<plan::Plan>(*frame_);
  out->baselines = *baselines_;
  for (const OptionPart& part : options_) {
    plan::Option option = *part.frame;
    option.gridSteps = *part.gridSteps;
    option.grants = *part.grants;
    for (const auto& phase : part.phases) option.phases.push_back(*phase);
    out->options.push_back(std::move(option));
  }
  return out;
}

}  // namespace plenum
