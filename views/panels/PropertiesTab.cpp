// SPDX-License-Identifier: Apache-2.0
#include "panels/PropertiesTab.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <array>

#include "live/Naming.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

// the record that a row was made from: "R12" may be the second of a repeat of "R1"
const RowSpec* recordOf(const HallDesign& design, const std::string& local) {
  for (const RowSpec& row : design.rows)
    if (row.id == local) return &row;
  for (const RowSpec& row : design.rows) {
    if (row.repeat.count < 2) continue;
    for (int n = 1; n <= row.repeat.count; ++n)
      if (row.id + std::to_string(n) == local) return &row;
  }
  return nullptr;
}

std::string localPart(const std::string& id) { return id.substr(id.rfind('/') + 1); }

// the unit in a key of the catalogue: "kg_per_s" is kg/s, "J_per_kg_K" is J/(kg·K), "per_K" is 1/K
QString unitOf(const QString& words) {
  QStringList above, below;
  bool isBelow = false;
  for (const QString& word : words.split(QLatin1Char('_'), Qt::SkipEmptyParts)) {
    if (word == QLatin1String("per")) {
      isBelow = true;
      continue;
    }
    QString sign = word;
    if (word == QLatin1String("C")) sign = QStringLiteral("°C");
    if (word == QLatin1String("m3")) sign = QStringLiteral("m³");
    if (word == QLatin1String("Tflops")) sign = QStringLiteral("TFLOPS");
    (isBelow ? below : above) << sign;
  }
  if (below.isEmpty()) return above.join(QStringLiteral("·"));
  const QString divisor = below.join(QStringLiteral("·"));
  return (above.isEmpty() ? QStringLiteral("1") : above.join(QStringLiteral("·"))) + QLatin1Char('/') +
         (below.size() > 1 ? QStringLiteral("(%1)").arg(divisor) : divisor);
}

}  // namespace

PropertiesTab::PropertiesTab(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QScrollArea(parent), look_(look), clock_(clock), selection_(selection) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  connect(&selection, &Selection::changed, this, &PropertiesTab::rebuild);
  connect(&clock, &FrameClock::storyChanged, this, &PropertiesTab::rebuild);
  connect(&look.words, &Words::changed, this, &PropertiesTab::rebuild);
}

void PropertiesTab::heading(QVBoxLayout& down, const QString& text) {
  QLabel* made = plainLabel(look_, Theme::Type::caption, Tone::dim, true, widget());
  made->setText(text);
  made->setWordWrap(true);
  made->setContentsMargins(0, down.count() == 0 ? 0 : 12, 0, 2);
  down.addWidget(made);
}

void PropertiesTab::rebuild() {
  auto* content = new QWidget;
  setWidget(content);
  auto* down = new QVBoxLayout(content);
  down->setContentsMargins(12, 8, 12, 12);
  down->setSpacing(4);
  const FramePtr& frame = clock_.frame();
  if (frame && frame->layout && isIn(*frame->layout, selection_.current())) {
    addDesign(*down, *frame->layout, selection_.current());
    addSpecs(*down, *frame->layout, selection_.current());
  }
  if (down->count() == 0) heading(*down, look_.words("properties.none"));
  down->addStretch();
}

void PropertiesTab::addName(QVBoxLayout& down, const Name& name, std::function<Edit(Name)> edit) {
  auto* grid = new QGridLayout;
  auto* en = new QLineEdit(QString::fromStdString(name.en), widget());
  auto* zh = new QLineEdit(QString::fromStdString(name.zh), widget());
  en->setAccessibleName(look_.words("properties.name-en"));
  zh->setAccessibleName(look_.words("properties.name-zh"));
  grid->addWidget(label(look_, "properties.name-en", Theme::Type::table, Tone::dim, widget()), 0, 0);
  grid->addWidget(en, 0, 1);
  grid->addWidget(label(look_, "properties.name-zh", Theme::Type::table, Tone::dim, widget()), 1, 0);
  grid->addWidget(zh, 1, 1);
  down.addLayout(grid);
  const auto done = [this, en, zh, name, edit] {
    const Name wanted{en->text().trimmed().toStdString(), zh->text().trimmed().toStdString()};
    if (wanted == name || (wanted.en.empty() && wanted.zh.empty())) return;
    const Edit asked = edit(wanted);
    QMetaObject::invokeMethod(
        this, [this, asked] { Q_EMIT editAsked(asked); }, Qt::QueuedConnection);
  };
  connect(en, &QLineEdit::editingFinished, this, done);
  connect(zh, &QLineEdit::editingFinished, this, done);
}

void PropertiesTab::addSupply(QVBoxLayout& down, const std::string& target, Celsius now) {
  auto* across = new QHBoxLayout;
  auto* box = new QDoubleSpinBox(widget());
  box->setRange(5.0, 60.0);
  box->setDecimals(1);
  box->setSingleStep(0.5);
  box->setSuffix(QStringLiteral(" °C"));
  box->setValue(now.si);
  box->setKeyboardTracking(false);
  box->setAccessibleName(look_.words("properties.supply"));
  across->addWidget(label(look_, "properties.supply", Theme::Type::table, Tone::dim, widget()), 1);
  across->addWidget(box);
  down.addLayout(across);
  connect(box, &QDoubleSpinBox::editingFinished, this, [this, box, target, now] {
    if (std::abs(box->value() - now.si) < 0.05) return;
    const Edit asked = SetDesignSupply{target, Celsius{box->value()}};
    QMetaObject::invokeMethod(
        this, [this, asked] { Q_EMIT editAsked(asked); }, Qt::QueuedConnection);
  });
}

void PropertiesTab::addRow(QVBoxLayout& down, const Layout& layout, const PlacedRow& row) {
  if (row.hall >= layout.halls.size() || !layout.halls[row.hall].design) return;
  const PlacedHall& hall = layout.halls[row.hall];
  const RowSpec* record = recordOf(*hall.design, localPart(row.id));
  if (!record) return;
  auto* grid = new QGridLayout;
  grid->setColumnStretch(0, 1);
  auto* racks = new QSpinBox(widget());
  racks->setRange(1, 500);
  racks->setValue(record->racks);
  racks->setKeyboardTracking(false);
  racks->setAccessibleName(look_.words("properties.racks"));
  grid->addWidget(label(look_, "properties.racks", Theme::Type::table, Tone::dim, widget()), 0, 0);
  grid->addWidget(racks, 0, 1);
  auto* types = new QComboBox(widget());
  types->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  types->setMinimumContentsLength(9);
  types->setAccessibleName(look_.words("properties.rack-type"));
  if (layout.site && layout.site->catalog)
    for (const std::string& id : layout.site->catalog->ids<RackSpec>()) {
      const auto* spec = layout.site->catalog->find<RackSpec>(id);
      types->addItem(spec ? look_.words(spec->name) : QString::fromStdString(id), QString::fromStdString(id));
    }
  types->setCurrentIndex(types->findData(QString::fromStdString(record->rack)));
  grid->addWidget(label(look_, "properties.rack-type", Theme::Type::table, Tone::dim, widget()), 1, 0);
  grid->addWidget(types, 1, 1);
  down.addLayout(grid);
  if (record->repeat.count > 1) {
    QLabel* note = plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget());
    note->setWordWrap(true);
    note->setText(
        look_.words("properties.repeat-note", {{"count", std::to_string(record->repeat.count)}, {"id", record->id}}));
    down.addWidget(note);
  }
  connect(racks, &QSpinBox::editingFinished, this,
          [this, racks, hallId = hall.id, rowId = record->id, now = record->racks] {
            if (racks->value() == now) return;
            const Edit asked = SetRowRacks{hallId, rowId, racks->value()};
            QMetaObject::invokeMethod(
                this, [this, asked] { Q_EMIT editAsked(asked); }, Qt::QueuedConnection);
          });
  connect(types, &QComboBox::activated, this,
          [this, types, hallId = hall.id, rowId = record->id, now = record->rack](int i) {
            const std::string wanted = types->itemData(i).toString().toStdString();
            if (wanted == now) return;
            const Edit asked = SetRowType{hallId, rowId, wanted};
            QMetaObject::invokeMethod(
                this, [this, asked] { Q_EMIT editAsked(asked); }, Qt::QueuedConnection);
          });
}

void PropertiesTab::addDesign(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  const std::uint32_t i = entity.index;
  switch (entity.kind) {
    case Kind::campus:
      heading(down, look_.words("properties.design"));
      if (layout.site) addName(down, layout.site->name, [](Name name) { return RenameSite{std::move(name)}; });
      break;
    case Kind::hall:
      heading(down, look_.words("properties.design"));
      addName(down, layout.halls[i].name, [hall = layout.halls[i].id](Name name) {
        return RenameHall{hall, std::move(name)};
      });
      if (layout.halls[i].design) addSupply(down, layout.halls[i].id, layout.halls[i].design->supplyAirSetpoint);
      break;
    case Kind::row:
      heading(down, look_.words("properties.design"));
      addRow(down, layout, layout.rows[i]);
      break;
    case Kind::loop:
      heading(down, look_.words("properties.design"));
      addSupply(down, layout.loops[i].id, layout.loops[i].spec.supplySetpoint);
      break;
    case Kind::circuit:
      heading(down, look_.words("properties.design"));
      addSupply(down, layout.circuits[i].id, layout.circuits[i].spec.supplySetpoint);
      break;
    default:
      break;
  }
}

template <class Spec>
void PropertiesTab::addSpec(QVBoxLayout& down, const Catalog& catalog, const Spec* spec) {
  if (!spec) return;
  heading(down,
          look_.words("properties.catalogue-row", {{"name", look_.words(spec->name).toStdString()}, {"id", spec->id}}));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(2);
  grid->setColumnStretch(0, 1);
  static constexpr std::array<const char*, 4> confidences{"confidence.published", "confidence.unverified",
                                                          "confidence.inferred", "confidence.assumed"};
  int row = 0;
  for (const auto& [key, number] : catalog.provenance<Spec>(spec->id)) {
    // "tdp_W" in the file is the thermal design power and "W" here
    const QString whole = QString::fromStdString(key);
    const QString stem = whole.section(QLatin1Char('_'), 0, 0);
    const QString unit = unitOf(whole.section(QLatin1Char('_'), 1));
    const QString called = look_.words(("catalog." + stem.toStdString()).c_str());
    QLabel* name = plainLabel(look_, Theme::Type::table, Tone::dim, false, widget());
    name->setText(called.startsWith(QLatin1Char('[')) ? stem : called);
    QLabel* value = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
    value->setText(QString::fromStdString(toText(number.value)) +
                   (unit.isEmpty() ? QString() : QStringLiteral("\u202f") + unit));
    QLabel* badge = plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget());
    badge->setText(look_.words(confidences[static_cast<std::size_t>(number.confidence)]));
    const QString source = QString::fromStdString(number.source);
    for (QLabel* made : {name, value, badge})
      made->setToolTip(source.isEmpty() ? look_.words("properties.no-source") : source);
    grid->addWidget(name, row, 0);
    grid->addWidget(value, row, 1, Qt::AlignRight);
    grid->addWidget(badge, row, 2);
    ++row;
  }
  if (row == 0) {
    QLabel* note = plainLabel(look_, Theme::Type::table, Tone::dim, false, widget());
    note->setText(look_.words("properties.no-numbers"));
    grid->addWidget(note, 0, 0);
  }
  down.addLayout(grid);
}

void PropertiesTab::addSpecs(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  if (!layout.site || !layout.site->catalog) return;
  const Catalog& catalog = *layout.site->catalog;
  const std::uint32_t i = entity.index;
  switch (entity.kind) {
    case Kind::rack:
    case Kind::chip: {
      const PlacedRack& rack = layout.racks[entity.kind == Kind::rack ? i : layout.rackOfChip(i)];
      if (entity.kind == Kind::rack) addSpec(down, catalog, rack.spec);
      if (entity.kind == Kind::rack) addSpec(down, catalog, rack.server);
      addSpec(down, catalog, rack.chip);
      break;
    }
    case Kind::cdu:
      addSpec(down, catalog, layout.cdus[i].spec);
      break;
    case Kind::fanWall:
      addSpec(down, catalog, layout.fanWalls[i].spec);
      break;
    case Kind::pump:
      addSpec(down, catalog, layout.pumps[i].spec);
      break;
    case Kind::chiller:
      addSpec(down, catalog, layout.chillers[i].spec);
      break;
    case Kind::exchanger:
      addSpec(down, catalog, layout.exchangers[i].spec);
      break;
    case Kind::tower:
      addSpec(down, catalog, layout.towers[i].spec);
      break;
    case Kind::dryCooler:
      addSpec(down, catalog, layout.dryCoolers[i].spec);
      break;
    case Kind::tank:
      addSpec(down, catalog, layout.tanks[i].spec);
      break;
    case Kind::lake:
      addSpec(down, catalog, layout.lakes[i].spec);
      break;
    case Kind::powerDevice:
      addSpec(down, catalog, layout.power[i].transformer);
      addSpec(down, catalog, layout.power[i].ups);
      addSpec(down, catalog, layout.power[i].distribution);
      addSpec(down, catalog, layout.power[i].genset);
      addSpec(down, catalog, layout.power[i].transfer);
      addSpec(down, catalog, layout.power[i].solar);
      addSpec(down, catalog, layout.power[i].wind);
      addSpec(down, catalog, layout.power[i].storage);
      break;
    default:
      break;
  }
}

}  // namespace plenum::views
