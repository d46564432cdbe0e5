// SPDX-License-Identifier: Apache-2.0
#include "board/PlanRows.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QToolButton>
#include <algorithm>

#include "panels/Parts.h"
#include "panels/PropertyRows.h"

namespace plenum::views {

namespace {

QString unitOfPlan(const std::string& unit, const Words& words) {
  if (unit == "weeks") return words("planUnit.weeks");
  if (unit == "M CNY") return words("planUnit.mcny");
  if (unit == "M CNY/MW") return words("planUnit.mcny-per-mw");
  return QString::fromStdString(unit);
}

}  // namespace

PlanRows::PlanRows(Look& look, plan::PlanPtr plan, PlanPlace place, LayoutPtr layout, const plan::Defaults& defaults,
                   TryPlan tryPlan, QWidget* parent)
    : QWidget(parent),
      look_(look),
      plan_(std::move(plan)),
      place_(place),
      layout_(std::move(layout)),
      tryPlan_(std::move(tryPlan)) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(8, 4, 8, 8);
  grid->setHorizontalSpacing(6);
  grid->setVerticalSpacing(3);
  grid->setColumnStretch(0, 2);
  grid->setColumnStretch(1, 3);
  for (const Property& property : propertiesOf(place_.kind)) addRow(*grid, property, defaults);
  grid->setRowStretch(int(2 * rows_.size()), 1);
}

void PlanRows::addRow(QGridLayout& grid, const Property& property, const plan::Defaults& defaults) {
  Row row;
  row.property = property;
  row.before = QString::fromStdString(valueOf(*plan_, place_, property.id));
  const QString title = look_.words(("property." + property.id).c_str());
  const std::size_t index = rows_.size();
  const int line = int(2 * index);
  QLabel* name = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
  name->setText(title);
  name->setWordWrap(true);
  grid.addWidget(name, line, 0);
  const QString unit = unitOfPlan(property.unit, look_.words);
  QString tip = title;
  if (property.low < property.high)
    tip += QLatin1Char('\n') +
           look_.words("properties.range",
                       {{"low", toText(property.low)}, {"high", toText(property.high)}, {"unit", unit.toStdString()}});
  using Kind = Property::Type;
  const std::vector<std::string> offered =
      property.type == Kind::choice ? property.choices
                                    : choicesOf(*plan_, place_, property.id, *layout_->site->catalog, defaults);
  row.entry = property.type == Kind::choice || (property.type == Kind::reference && !offered.empty())
                  ? choice(index, row, offered, defaults)
                  : writing(index, row, offered);
  row.entry->setAccessibleName(unit.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, unit));
  row.entry->setToolTip(tip);
  name->setToolTip(tip);
  grid.addWidget(row.entry, line, 1);
  if (property.type == Kind::references && !offered.empty()) {
    // which of them: ticked is waited for
    auto* pick = new QToolButton(this);
    pick->setText(QStringLiteral("…"));
    pick->setAccessibleName(look_.words("planedit.pick", {{"property", title.toStdString()}}));
    pick->setToolTip(pick->accessibleName());
    pick->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(pick);
    const QStringList there = row.before.split(QStringLiteral("; "), Qt::SkipEmptyParts);
    for (const std::string& one : offered) {
      const QString id = QString::fromStdString(one);
      QAction* action = menu->addAction(id);
      action->setCheckable(true);
      action->setChecked(there.contains(id));
      connect(action, &QAction::triggered, this, [this, index, there, id](bool isOn) {
        QStringList now = there;
        isOn ? now.append(id) : void(now.removeAll(id));
        send(index, now.join(QStringLiteral("; ")));
      });
    }
    pick->setMenu(menu);
    grid.addWidget(pick, line, 2);
  } else {
    QLabel* of = plainLabel(look_, Theme::Type::caption, Tone::dim, false, this);
    of->setText(unit);
    grid.addWidget(of, line, 2);
  }
  row.refusal = plainLabel(look_, Theme::Type::caption, Tone::text, false, this);
  row.refusal->setWordWrap(true);
  row.refusal->hide();
  QPalette colours = look_.theme.palette();
  colours.setColor(QPalette::WindowText, look_.theme.tokens().priority[0]);
  row.refusal->setPalette(colours);
  grid.addWidget(row.refusal, line + 1, 0, 1, 3);
  rows_.push_back(std::move(row));
}

QString PlanRows::wordFor(const Property& property, const std::string& value, const plan::Defaults& defaults) const {
  if (value.empty()) return look_.words("properties.nothing");
  if (property.type == Property::Type::choice) return look_.words(("planChoice." + value).c_str());
  const auto named = [&](const auto& list) {
    for (const auto& one : list)
      if (one.id == value) return look_.words(one.name);
    return QString::fromStdString(value);
  };
  if (property.id == "plan.type") return named(defaults.leads);
  if (property.id == "plan.assumption") return named(defaults.assumptions);
  if (property.id == "plan.block") return named(plan_->blocks);
  return QString::fromStdString(value);
}

QWidget* PlanRows::choice(std::size_t index, const Row& row, std::vector<std::string> offered,
                          const plan::Defaults& defaults) {
  auto* box = new QComboBox(this);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(6);
  // what stands there is offered though it is out of the ordinary
  if (const std::string now = row.before.toStdString(); std::find(offered.begin(), offered.end(), now) == offered.end())
    offered.push_back(now);
  for (const std::string& one : offered)
    box->addItem(wordFor(row.property, one, defaults), QString::fromStdString(one));
  box->setCurrentIndex(box->findData(row.before));
  box->setFocusPolicy(Qt::StrongFocus);
  connect(box, &QComboBox::activated, this,
          [this, box, index](int chosen) { send(index, box->itemData(chosen).toString()); });
  return box;
}

QWidget* PlanRows::writing(std::size_t index, const Row& row, const std::vector<std::string>&) {
  auto* edit = new QLineEdit(row.before, this);
  edit->setCursorPosition(0);  // what is too long shows its beginning
  if (row.property.type == Property::Type::number || row.property.type == Property::Type::whole)
    edit->setAlignment(Qt::AlignRight);
  connect(edit, &QLineEdit::editingFinished, this, [this, edit, index] { send(index, edit->text().trimmed()); });
  return edit;
}

void PlanRows::send(std::size_t index, const QString& value) {
  Row& row = rows_[index];
  const auto refuse = [](Row& of, const QString& why) {
    of.refusal->setText(why);
    of.refusal->setVisible(!why.isEmpty());
    of.entry->setAccessibleDescription(why);
  };
  if (value == row.before) return refuse(row, {});
  auto after = withValue(*plan_, place_, row.property.id, value.toStdString());
  if (!after) return refuse(row, sentenceOf(after.problems().front(), look_.words));
  const Text name("planedit.set",
                  {{"planKind", wordOf(place_.kind)}, {"thing", idOf(*plan_, place_)}, {"property", row.property.id}});
  // what is made takes these rows away: after the entry's own signal
  auto made = std::make_shared<plan::Plan>(std::move(*after));
  QMetaObject::invokeMethod(
      this,
      [this, index, made, name, refuse] {
        if (!tryPlan_) return;
        const QPointer<PlanRows> self(this);
        const Problems problems = tryPlan_(std::move(*made), name);
        if (self) refuse(rows_[index], hasError(problems) ? sentenceOf(problems.front(), look_.words) : QString());
      },
      Qt::QueuedConnection);
}

std::vector<std::string> PlanRows::shown() const {
  std::vector<std::string> out;
  for (const Row& row : rows_) out.push_back(row.property.id);
  return out;
}

QWidget* PlanRows::entry(const std::string& property) const {
  for (const Row& row : rows_)
    if (row.property.id == property) return row.entry;
  return nullptr;
}

QString PlanRows::refusal(const std::string& property) const {
  for (const Row& row : rows_)
    if (row.property.id == property) return row.refusal->isHidden() ? QString() : row.refusal->text();
  return {};
}

std::string PlanRows::written() const {
  for (const Row& row : rows_)
    if (row.entry->hasFocus()) return row.property.id;
  return {};
}

}  // namespace plenum::views
