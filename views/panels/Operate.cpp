// SPDX-License-Identifier: Apache-2.0
#include "panels/Operate.h"

#include <QMenu>

#include "panels/OperateDialog.h"
#include "scenario/Fit.h"

namespace plenum::views {

namespace {

/// Gathers what fits; says of each whether it would change anything.
class Gathering {
 public:
  Gathering(const Frame& frame, std::uint32_t device)
      : frame_(frame), device_(device), placed_(layout().power[device]) {}

  void breaker(std::uint32_t part) {
    const std::string id = layout().idOf({Kind::powerDevice, device_, part});
    const Contact contact = contactOf(part);
    add("operate.open", Open{id}, contact == Contact::closed);
    add("operate.close", Close{id}, contact != Contact::closed);
  }
  void breakers() {
    const auto count = static_cast<std::uint32_t>(placed_.breakers.size());
    for (std::uint32_t part = 1; part <= count; ++part) breaker(part), startGroup();
    if (count < 2) return;
    bool isAnyClosed = false, isAnyOpen = false;
    for (std::uint32_t part = 1; part <= count; ++part)
      (contactOf(part) == Contact::closed ? isAnyClosed : isAnyOpen) = true;
    add("operate.open-all", Open{placed_.id}, isAnyClosed);
    add("operate.close-all", Close{placed_.id}, isAnyOpen);
  }
  void transfers() {
    startGroup();
    const Fed fed = fedOf();
    const auto source = [&](std::uint32_t device) {
      return device == none ? std::string() : layout().power[device].id;
    };
    addTo("operate.transfer-normal", Transfer{placed_.id, Transfer::To::normal}, fed != Fed::normal,
          source(placed_.from));
    addTo("operate.transfer-alternate", Transfer{placed_.id, Transfer::To::alternate}, fed != Fed::alternate,
          source(placed_.alternate));
  }
  void modes() {
    startGroup();
    add("operate.ups-online", UpsMode{placed_.id, UpsMode::Mode::online}, true);
    add("operate.ups-economy", UpsMode{placed_.id, UpsMode::Mode::economy}, true);
    if (placed_.ups && placed_.ups->hasBypass)
      add("operate.ups-bypass", UpsMode{placed_.id, UpsMode::Mode::bypass}, fedOf() != Fed::bypass);
  }
  void faults(const std::string& id) {
    startGroup();
    add("operate.fail", Fail{id}, true);
    add("operate.restore", Restore{id}, true);
    add("operate.short-circuit", ShortCircuit{id}, true);
  }
  std::vector<Operation> take() { return std::move(made_); }

 private:
  const Layout& layout() const { return *frame_.layout; }
  Contact contactOf(std::uint32_t part) const {
    const auto& first = frame_.power.firstBreaker;
    const std::size_t i = device_ < first.size() ? std::size_t{first[device_]} + part - 1 : frame_.power.contact.size();
    // where a frame does not know, both may be tried
    return i < frame_.power.contact.size() ? frame_.power.contact[i] : Contact::closed;
  }
  Fed fedOf() const { return device_ < frame_.power.fed.size() ? frame_.power.fed[device_] : Fed::nothing; }
  void startGroup() { isGroupBegun_ = !made_.empty(); }
  void add(const char* textId, Action action, bool isPossible) {
    std::string id;
    std::visit(
        [&](const auto& a) {
          if constexpr (requires { a.target; }) id = a.target;
        },
        action);
    push(Text(textId, {{"id", id}}), std::move(action), isPossible);
  }
  void addTo(const char* textId, Action action, bool isPossible, const std::string& source) {
    push(Text(textId, {{"id", placed_.id}, {"source", source}}), std::move(action), isPossible);
  }
  void push(Text text, Action action, bool isPossible) {
    if (misfit(layout(), action)) return;
    made_.push_back({std::move(text), std::move(action), isPossible, std::exchange(isGroupBegun_, false)});
  }

  const Frame& frame_;
  std::uint32_t device_;
  const PlacedPower& placed_;
  bool isGroupBegun_ = false;
  std::vector<Operation> made_;
};

}  // namespace

std::vector<Operation> operationsOf(const Frame& frame, EntityRef entity) {
  if (entity.kind != Kind::powerDevice || !frame.layout || entity.index >= frame.layout->power.size()) return {};
  Gathering gathering(frame, entity.index);
  if (entity.part != 0) {
    if (entity.part > frame.layout->power[entity.index].breakers.size()) return {};
    gathering.breaker(entity.part);
  } else {
    gathering.breakers();
    gathering.transfers();
    gathering.modes();
  }
  gathering.faults(frame.layout->idOf(entity));
  return gathering.take();
}

Operate::Operate(Look& look, FrameClock& clock, SessionDesk& desk, QWidget* window)
    : QObject(window), look_(look), clock_(clock), desk_(desk), window_(window) {}

void Operate::ask(std::vector<Action> actions) {
  if (actions.empty()) return;
  // a question that was answered stays, to be compared with what comes
  if (dialog_ && dialog_->doButton().isVisible()) dialog_->reject();
  dialog_ = new OperateDialog(look_, clock_, desk_, std::move(actions), window_);
  dialog_->show();
}

void Operate::addTo(QMenu& menu, EntityRef entity) {
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout) return;
  for (const Operation& operation : operationsOf(*frame, entity)) {
    if (operation.startsGroup) menu.addSeparator();
    QAction* made =
        menu.addAction(look_.words(operation.text), this, [this, action = operation.action] { ask(action); });
    made->setEnabled(operation.isPossible);
  }
}

void Operate::offer(EntityRef entity, QPoint at) {
  auto* menu = new QMenu(window_);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  addTo(*menu, entity);
  if (menu->isEmpty())
    delete menu;
  else
    menu->popup(at);
}

OperateDialog* Operate::dialog() const { return dialog_; }

}  // namespace plenum::views
