// SPDX-License-Identifier: Apache-2.0
#include "panels/PropertiesTab.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <algorithm>
#include <array>

#include "live/Naming.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

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
  connect(&selection, &Selection::setChanged, this, [this] {
    if (selection_.all().size() != 1) rebuild();
  });
  connect(&clock, &FrameClock::storyChanged, this, &PropertiesTab::rebuild);
  // a page of another language is never kept, seen or not
  connect(&look.words, &Words::changed, this, [this] { fill(); });
}

void PropertiesTab::heading(QVBoxLayout& down, const QString& text) {
  QLabel* made = plainLabel(look_, Theme::Type::caption, Tone::dim, true, widget());
  made->setText(text);
  made->setWordWrap(true);
  made->setContentsMargins(0, down.count() == 0 ? 0 : 12, 0, 2);
  down.addWidget(made);
}

void PropertiesTab::showEvent(QShowEvent* event) {
  QScrollArea::showEvent(event);
  if (isStale_) rebuild();
}

void PropertiesTab::rebuild() {
  if (window()->isVisible() && !isVisible())
    isStale_ = true;
  else
    fill();
}

void PropertiesTab::fill() {
  isStale_ = false;
  const std::string written = rows_ ? rows_->written() : std::string();
  const int scrolled = verticalScrollBar()->value();
  rows_ = nullptr;
  auto* content = new QWidget;
  // never wider than it is seen: names give way, numbers do not
  content->setMinimumWidth(1);
  setWidget(content);
  auto* down = new QVBoxLayout(content);
  down->setContentsMargins(12, 8, 12, 12);
  down->setSpacing(4);
  const FramePtr& frame = clock_.frame();
  if (frame && frame->layout && isIn(*frame->layout, selection_.current())) {
    addDesign(*down, *frame->layout, selection_.current());
    addWritten(*down, *frame->layout);
    addSpecs(*down, *frame->layout, selection_.current());
  }
  if (down->count() == 0) heading(*down, look_.words("properties.none"));
  down->addStretch();
  // what was made by writing here leaves the cursor where it was
  if (rows_ && !written.empty()) {
    rows_->write(written);
    verticalScrollBar()->setValue(scrolled);
  }
}

void PropertiesTab::addName(QVBoxLayout& down, const Name& name, std::function<Edit(Name)> edit) {
  auto* grid = new QGridLayout;
  auto* en = new QLineEdit(QString::fromStdString(name.en), widget());
  auto* zh = new QLineEdit(QString::fromStdString(name.zh), widget());
  en->setAccessibleName(look_.words("properties.name-en"));
  zh->setAccessibleName(look_.words("properties.name-zh"));
  // a long name is read from its beginning
  for (QLineEdit* line : {en, zh}) line->setCursorPosition(0);
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

void PropertiesTab::addWritten(QVBoxLayout& down, const Layout& layout) {
  if (!layout.site) return;
  std::vector<std::string> ids;
  for (const EntityRef thing : selection_.all())
    if (std::string id = writtenOf(layout, thing); !id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end())
      ids.push_back(std::move(id));
  if (ids.empty()) return;
  heading(down, ids.size() == 1 ? look_.words("properties.design-of", {{"id", ids.front()}})
                                : look_.words("properties.design-of-many", {{"count", std::to_string(ids.size())}}));
  const TryEdit tryEdit = tryEdit_ ? tryEdit_ : TryEdit([this](const Edit& edit) {
    Q_EMIT editAsked(edit);
    return Problems{};
  });
  rows_ = new PropertyRows(look_, layout.site, std::move(ids), tryEdit, widget());
  down.addWidget(rows_);
}

void PropertiesTab::addDesign(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  // everything else is written with an id and has its rows
  if (entity.kind != Kind::campus || !layout.site) return;
  heading(down, look_.words("properties.design"));
  addName(down, layout.site->name, [](Name name) { return RenameSite{std::move(name)}; });
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
    name->setWordWrap(true);
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
