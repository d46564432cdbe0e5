// SPDX-License-Identifier: Apache-2.0
#include "window/PaletteEntries.h"

#include <QDockWidget>
#include <QRegularExpression>
#include <cmath>

#include "figures/Figures.h"
#include "io/StoryFile.h"
#include "live/Naming.h"
#include "models/ThingSearch.h"
#include "panels/InspectorPanel.h"
#include "panels/LibraryPanel.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/LayoutDesk.h"
#include "window/PaletteWords.h"
#include "window/SavedViews.h"
#include "window/StoryDesk.h"

namespace plenum {

namespace {

/// Without the letters that menus underline: "文件(&F)" is 文件.
QString bare(QString text) {
  static const QRegularExpression letter(QStringLiteral("\\(&?[A-Z]\\)"));
  return text.remove(letter).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

PaletteEntry entryOf(MainWindow& window, const views::ThingAnswer::Hit& hit, const Frame& frame) {
  views::Look& look = window.look();
  const Layout& layout = *frame.layout;
  PaletteEntry entry;
  const std::string id = layout.idOf(hit.entity);
  entry.key = QStringLiteral("thing:") + QString::fromStdString(id);
  entry.title = views::titleOf(layout, hit.entity, look.words);
  entry.icon = look.icons.of(hit.entity.kind);
  const views::ReadingTable& table = views::readingsOf(hit.entity.kind);
  const views::Reading* reading = hit.reading          ? hit.reading
                                  : table.rows.empty() ? nullptr
                                                       : &table.rows[table.headline];
  if (reading) {
    const double value = hit.reading ? hit.value : reading->read(frame, hit.entity);
    if (std::isfinite(value))
      entry.note = look.words((std::string("reading.") + reading->id).c_str()) + QStringLiteral("  ") +
                   look.format.text(value, hit.isShare ? views::Unit::fraction : reading->unit);
  }
  entry.run = [&window, entity = hit.entity] {
    window.selection().select(entity);
    window.central().focusOn(entity);
  };
  return entry;
}

void addCommands(MainWindow& window, std::vector<PaletteEntry>& out) {
  views::Look& look = window.look();
  for (const Command& row : CommandTable::rows()) {
    QAction* made = window.action(QLatin1String(row.id));
    if (!made) continue;
    PaletteEntry entry;
    entry.key = QStringLiteral("command:") + QLatin1String(row.id);
    entry.title = bare(made->text());
    entry.note = made->shortcut().toString(QKeySequence::NativeText);
    entry.group = bare(look.words((std::string("menu.") + row.menu).c_str()));
    entry.icon = made->icon();
    entry.words = QLatin1String(row.id) + QLatin1Char(' ') +
                  QString::fromLatin1(row.id).replace(QLatin1Char('-'), QLatin1Char(' '));
    entry.isPossible = made->isEnabled();
    entry.run = [made] { made->trigger(); };
    out.push_back(std::move(entry));
  }
}

void addOverlays(MainWindow& window, std::vector<PaletteEntry>& out) {
  views::Look& look = window.look();
  QComboBox& box = window.central().overlayBox();
  for (int i = 0; i < box.count(); ++i) {
    const QString id = box.itemData(i).toString();
    PaletteEntry entry;
    entry.key = QStringLiteral("overlay:") + id;
    entry.title = box.itemText(i);
    entry.group = look.words("palette.overlay");
    entry.icon = look.icons.of(QStringLiteral("layers"));
    entry.words = QString(id).replace(QLatin1Char('-'), QLatin1Char(' '));
    entry.run = [&window, i] { window.central().overlayBox().setCurrentIndex(i); };
    out.push_back(std::move(entry));
  }
}

void addPanels(MainWindow& window, std::vector<PaletteEntry>& out) {
  views::Look& look = window.look();
  for (const auto& [id, panel] : window.docks()) {
    PaletteEntry entry;
    entry.key = QStringLiteral("panel:") + id;
    entry.title = panel->windowTitle();
    entry.group = look.words("palette.panel");
    entry.icon = look.icons.of(QStringLiteral("layers"));
    entry.words = QString(id).replace(QLatin1Char('-'), QLatin1Char(' '));
    entry.run = [dock = panel] {
      dock->show();
      dock->raise();
      if (dock->widget()) dock->widget()->setFocus();
    };
    out.push_back(std::move(entry));
  }
}

void addFigures(MainWindow& window, const Frame& frame, std::vector<PaletteEntry>& out) {
  views::Look& look = window.look();
  for (const Figure* figure : figuresOf(Kind::campus)) {
    PaletteEntry entry;
    entry.key = QStringLiteral("figure:") + QString::fromStdString(figure->id);
    entry.title = look.words(figure->title());
    entry.note = QString::fromStdString(shown(*figure, figure->value(frame))) + QStringLiteral("\u202f") +
                 QString::fromStdString(figure->unit);
    entry.group = look.words("palette.figure");
    entry.icon = look.icons.of(QStringLiteral("range"));
    entry.words = QString::fromStdString(figure->id + " " + figure->symbol);
    entry.run = [&window, id = figure->id] {
      window.selection().clear();
      window.showDock(QStringLiteral("inspector"));
      window.inspector().explain(QString::fromStdString(id));
    };
    out.push_back(std::move(entry));
  }
}

void addJobs(MainWindow& window, const Frame& frame, std::vector<PaletteEntry>& out) {
  views::Look& look = window.look();
  for (const Frame::JobLine& job : frame.jobs) {
    PaletteEntry entry;
    entry.key = QStringLiteral("job:") + QString::fromStdString(job.id);
    entry.title = QString::fromStdString(job.id);
    entry.group = look.words("palette.job");
    entry.icon = look.icons.of(QStringLiteral("chip"));
    entry.run = [&window, id = job.id] { window.showWork(id); };
    out.push_back(std::move(entry));
  }
}

void addKeptViews(MainWindow& window, std::vector<PaletteEntry>& out) {
  const Document* document = window.bench().document();
  if (!document) return;
  views::Look& look = window.look();
  const auto& kept = document->current()->site->views;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    PaletteEntry entry;
    entry.key = QStringLiteral("view:") + QString::fromStdString(kept[i].id);
    entry.title = look.words(kept[i].name);
    if (entry.title.isEmpty()) entry.title = QString::fromStdString(kept[i].id);
    entry.group = look.words("palette.view");
    entry.icon = look.icons.of(QStringLiteral("range"));
    entry.words = QString::fromStdString(kept[i].id + " " + kept[i].name.en + " " + kept[i].name.zh);
    entry.run = [&window, row = int(i)] { window.savedViews().goTo(row); };
    out.push_back(std::move(entry));
  }
}

void addStories(MainWindow& window, std::vector<PaletteEntry>& out) {
  if (!window.bench().document()) return;
  views::Look& look = window.look();
  for (const std::filesystem::path& file : io::storiesBeside(window.bench().project().siteFile)) {
    const auto story = io::readStory(file);
    if (!story) continue;  // whoever opens it is told what is wrong
    PaletteEntry entry;
    entry.key = QStringLiteral("story:") + QString::fromStdString(file.filename().string());
    entry.title = look.words(story->name);
    if (entry.title.isEmpty()) entry.title = QString::fromStdString(file.filename().string());
    entry.note = QString::fromStdString(file.filename().string());
    entry.group = look.words("palette.story");
    entry.icon = look.icons.of(QStringLiteral("play"));
    entry.words = QString::fromStdString(story->name.en + " " + story->name.zh);
    entry.run = [&window, file] {
      window.stories().open(file);
      window.showDock(QStringLiteral("story"));
    };
    out.push_back(std::move(entry));
  }
}

/// What the library holds, to be placed.
void addEquipment(MainWindow& window, std::vector<PaletteEntry>& out) {
  const Document* document = window.bench().document();
  if (!document || !document->current()->site->catalog) return;
  views::Look& look = window.look();
  for (const views::LibraryEntry& one : window.layoutDesk().library().model().entries()) {
    PaletteEntry entry;
    entry.key = QStringLiteral("library:") + QLatin1String(nameOf(one.kind)) + QLatin1Char('/') +
                QString::fromStdString(one.type);
    entry.title = views::nameOf(one, look.words);
    entry.note = look.words("palette.place");
    entry.group = views::kindOf(one, look.words);
    entry.icon = look.icons.of(QStringLiteral("layers"));
    entry.words = QString::fromStdString(one.type + " " + one.name.en + " " + one.name.zh);
    entry.run = [&window, one] { window.layoutDesk().hold(one); };
    out.push_back(std::move(entry));
  }
}

}  // namespace

std::vector<PaletteEntry> paletteEntries(MainWindow& window) {
  std::vector<PaletteEntry> out;
  addCommands(window, out);
  addOverlays(window, out);
  addPanels(window, out);
  addKeptViews(window, out);
  addStories(window, out);
  addEquipment(window, out);
  if (const FramePtr& frame = window.clock().frame()) {
    addFigures(window, *frame, out);
    addJobs(window, *frame, out);
  }
  for (PaletteEntry& entry : out)
    if (entry.phrases = keywordsOf(entry.key, window.look().words); !entry.isPossible)
      entry.note = window.look().words("palette.not-now.short");
  return out;
}

CommandPalette::Answer paletteAnswer(MainWindow& window, const QString& line) {
  const FramePtr& frame = window.clock().frame();
  if (!frame || !frame->layout) return {};
  constexpr std::size_t most = 40;
  const views::ThingAnswer found = views::findThings(line, *frame, window.look(), most);
  CommandPalette::Answer answer;
  answer.isQuestion = found.isQuestion;
  answer.understood = found.understood;
  if (found.isQuestion)
    answer.understood +=
        QStringLiteral(" — ") +
        window.look().words("search.count", {{"count", window.look().format.count(qint64(found.total)).toStdString()}});
  for (const auto& hit : found.hits) {
    answer.entries.push_back(entryOf(window, hit, *frame));
    answer.entries.back().score = hit.score;
  }
  return answer;
}

}  // namespace plenum
