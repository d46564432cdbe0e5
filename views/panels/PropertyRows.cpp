// SPDX-License-Identifier: Apache-2.0
#include "panels/PropertyRows.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QPointer>
#include <algorithm>
#include <set>

#include "panels/Parts.h"

namespace plenum::views {

namespace {

using Type = Property::Type;

bool isChosen(const Property& property) {
  return property.type == Type::truth || property.type == Type::choice || property.type == Type::catalogue ||
         property.type == Type::reference;
}

std::vector<RecordKind> kindsOf(const Site& site, const std::vector<std::string>& ids) {
  std::set<RecordKind> kinds;
  for (const std::string& id : ids)
    if (const auto at = findWritten(site, id)) kinds.insert(at->kind);
  return {kinds.begin(), kinds.end()};
}

}  // namespace

QString sentenceOf(const Problem& problem, const Words& words) {
  QString said = words(problem.what);
  if (!problem.remedy.id.empty()) said += QStringLiteral(" — ") + words(problem.remedy);
  return said;
}

PropertyRows::PropertyRows(Look& look, SitePtr site, std::vector<std::string> ids, TryEdit tryEdit, QWidget* parent)
    : QWidget(parent), look_(look), site_(std::move(site)), ids_(std::move(ids)), tryEdit_(std::move(tryEdit)) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(6);
  grid->setVerticalSpacing(3);
  grid->setColumnStretch(0, 2);
  grid->setColumnStretch(1, 3);
  const std::vector<RecordKind> kinds = kindsOf(*site_, ids_);
  if (kinds.empty()) return;
  for (const Property& property : propertiesOf(kinds.front())) {
    const bool isShared = std::all_of(kinds.begin(), kinds.end(), [&](RecordKind kind) {
      const Property* same = propertyOf(kind, property.id);
      return same && same->type == property.type && same->unit == property.unit;
    });
    // an id belongs to one thing
    if (isShared && !(property.id == "id" && ids_.size() > 1)) addRow(*grid, property);
  }
}

void PropertyRows::addRow(QGridLayout& grid, const Property& property) {
  Row row;
  row.property = property;
  const auto common = commonValueOf(*site_, ids_, property.id);
  row.isMixed = !common && ids_.size() > 1;
  row.before = QString::fromStdString(common.value_or(""));
  const QString title = look_.words(("property." + property.id).c_str());
  const std::size_t index = rows_.size();
  const int line = static_cast<int>(2 * index);
  QLabel* name = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
  name->setText(title);
  name->setWordWrap(true);
  grid.addWidget(name, line, 0);
  QString tip = title;
  if (property.low < property.high)
    tip += QLatin1Char('\n') +
           look_.words("properties.range",
                       {{"low", toText(property.low)}, {"high", toText(property.high)}, {"unit", property.unit}});
  if (isChosen(property)) {
    auto* box = new QComboBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    if (row.isMixed) box->addItem(look_.words("properties.mixed"), QVariant());
    std::vector<std::string> choices = property.choices;
    if (property.type == Type::truth) choices = {"yes", "no"};
    if (choices.empty()) choices = choicesOf(*site_, ids_.front(), property.id);
    // what stands there is offered though it is out of the ordinary
    if (common && std::find(choices.begin(), choices.end(), *common) == choices.end()) choices.push_back(*common);
    for (const std::string& choice : choices) {
      const QString said = property.type == Type::truth ? look_.words(("properties." + choice).c_str())
                           : choice.empty()             ? look_.words("properties.nothing")
                           : property.type == Type::choice
                               ? look_.words(("choice." + property.id + "." + choice).c_str())
                               : QString::fromStdString(choice);
      box->addItem(said, QString::fromStdString(choice));
    }
    if (!row.isMixed) box->setCurrentIndex(box->findData(row.before));
    connect(box, &QComboBox::activated, this, [this, box, index](int chosen) {
      if (const QVariant value = box->itemData(chosen); value.isValid()) send(index, value.toString());
    });
    row.entry = box;
  } else {
    auto* edit = new QLineEdit(row.before, this);
    edit->setCursorPosition(0);
    edit->setMinimumWidth(56);
    if (property.type == Type::number || property.type == Type::whole) edit->setAlignment(Qt::AlignRight);
    if (row.isMixed) edit->setPlaceholderText(look_.words("properties.mixed"));
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, index] { send(index, edit->text().trimmed()); });
    row.entry = edit;
  }
  row.entry->setAccessibleName(
      property.unit.empty() ? title : QStringLiteral("%1 (%2)").arg(title, QString::fromStdString(property.unit)));
  row.entry->setToolTip(tip);
  name->setToolTip(tip);
  grid.addWidget(row.entry, line, 1);
  QLabel* unit = plainLabel(look_, Theme::Type::caption, Tone::dim, false, this);
  unit->setText(QString::fromStdString(property.unit));
  grid.addWidget(unit, line, 2);
  row.refusal = plainLabel(look_, Theme::Type::caption, Tone::text, false, this);
  row.refusal->setWordWrap(true);
  row.refusal->hide();
  QPalette colours = look_.theme.palette();
  colours.setColor(QPalette::WindowText, look_.theme.tokens().priority[0]);
  row.refusal->setPalette(colours);
  grid.addWidget(row.refusal, line + 1, 0, 1, 3);
  rows_.push_back(std::move(row));
}

void PropertyRows::refuse(Row& row, const QString& why) {
  row.refusal->setText(why);
  row.refusal->setVisible(!why.isEmpty());
  row.entry->setAccessibleDescription(why);
}

void PropertyRows::send(std::size_t index, const QString& value) {
  Row& row = rows_[index];
  if (value == row.before && !(row.isMixed && !value.isEmpty())) {
    refuse(row, {});
    return;
  }
  // several that differ and nothing entered: they stay as they are
  if (row.isMixed && value.isEmpty()) return;
  const Edit edit = SetProperty{ids_, row.property.id, value.toStdString()};
  if (!tryEdit_) return;
  // what is made may take these rows away: after the entry's own signal
  QMetaObject::invokeMethod(
      this,
      [this, index, edit] {
        const QPointer<PropertyRows> self(this);
        const Problems problems = tryEdit_(edit);
        if (self) refuse(rows_[index], hasError(problems) ? sentenceOf(problems.front(), look_.words) : QString());
      },
      Qt::QueuedConnection);
}

std::vector<std::string> PropertyRows::shown() const {
  std::vector<std::string> out;
  for (const Row& row : rows_) out.push_back(row.property.id);
  return out;
}

QWidget* PropertyRows::entry(const std::string& property) const {
  for (const Row& row : rows_)
    if (row.property.id == property) return row.entry;
  return nullptr;
}

QString PropertyRows::refusal(const std::string& property) const {
  for (const Row& row : rows_)
    if (row.property.id == property) return row.refusal->isHidden() ? QString() : row.refusal->text();
  return {};
}

std::string PropertyRows::written() const {
  for (const Row& row : rows_)
    if (row.entry->hasFocus()) return row.property.id;
  return {};
}

void PropertyRows::write(const std::string& property) {
  if (QWidget* found = entry(property)) found->setFocus();
}

}  // namespace plenum::views
