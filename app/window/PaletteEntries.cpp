// SPDX-License-Identifier: Apache-2.0
#include "window/PaletteEntries.h"

#include <QDockWidget>
#include <QRegularExpression>
#include <cmath>

#include "figures/Figures.h"
#include "live/Naming.h"
#include "models/ThingSearch.h"
#include "panels/InspectorPanel.h"
#include "window/CentralView.h"
#include "window/Commands.h"

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
    if (!made || !made->isEnabled()) continue;
    PaletteEntry entry;
    entry.key = QStringLiteral("command:") + QLatin1String(row.id);
    entry.title = bare(made->text());
    entry.note = made->shortcut().toString(QKeySequence::NativeText);
    entry.group = bare(look.words((std::string("menu.") + row.menu).c_str()));
    entry.icon = made->icon();
    entry.words = QLatin1String(row.id) + QLatin1Char(' ') +
                  QString::fromLatin1(row.id).replace(QLatin1Char('-'), QLatin1Char(' '));
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

}  // namespace

std::vector<PaletteEntry> paletteEntries(MainWindow& window) {
  std::vector<PaletteEntry> out;
  addCommands(window, out);
  addOverlays(window, out);
  addPanels(window, out);
  if (const FramePtr& frame = window.clock().frame()) {
    addFigures(window, *frame, out);
    addJobs(window, *frame, out);
  }
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
  for (const auto& hit : found.hits) answer.entries.push_back(entryOf(window, hit, *frame));
  return answer;
}

}  // namespace plenum
