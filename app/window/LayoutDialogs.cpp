// SPDX-License-Identifier: Apache-2.0
// What layout work asks before it does it; the clipboard, tables in files, plans on paper.
#include <QClipboard>
#include <QComboBox>
#include <QDate>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <algorithm>
#include <array>

#include "document/Draft.h"
#include "drawings/HallDrawing.h"
#include "io/ClippingText.h"
#include "panels/FormDialog.h"
#include "panels/PropertyRows.h"
#include "scene/LaidWays.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/LayoutDesk.h"
#include "window/LayoutPlacing.h"

namespace plenum {

using views::FormDialog;

namespace {

/// Why the document would not take these edits.
Problems refusalOf(const Layout& layout, const std::vector<Edit>& edits) {
  const auto drafted = draft(layout.site, edits);
  if (!drafted) return drafted.problems();
  const auto laid = layOutEdited(*layout.site, *drafted, layout.revision);
  return laid ? Problems{} : laid.problems();
}

/// Beside where it was copied, at the nearest side on which it can stand; to the north where there is none.
PasteAt besideOf(const Layout& layout, const Clipping& clipping, const PasteAt& was, Vec3 sizeM) {
  constexpr double passageM = 1.2;
  constexpr int farthest = 4;
  const auto moved = [&](Vec2 side, int times) {
    PasteAt at = was;
    at.cornerM.x += side.x * times * (sizeM.x + passageM);
    at.cornerM.y += side.y * times * (sizeM.y + passageM);
    return at;
  };
  constexpr std::array<Vec2, 4> sides{Vec2{0, 1}, Vec2{0, -1}, Vec2{1, 0}, Vec2{-1, 0}};
  for (int times = 1; times <= farthest; ++times)
    for (const Vec2 side : sides) {
      const PasteAt at = moved(side, times);
      if (const auto pasted = paste(layout, clipping, at); pasted && refusalOf(layout, pasted->edits).empty())
        return at;
    }
  return moved(sides.front(), 1);
}

Box around(const Layout& layout, const std::vector<std::string>& ids) {
  Box all;
  for (const std::string& id : ids)
    for (const EntityRef thing : thingsOf(layout, id)) all.add(layout.boxOf(thing));
  return all;
}

}  // namespace

FormDialog* LayoutDesk::openForm(const char* titleId, const char* doId) {
  if (dialog_) dialog_->reject();
  dialog_ = new FormDialog(window_.look(), titleId, doId, &window_);
  connect(dialog_, &QDialog::finished, this, [this] {
    tool_.propose({});
    view().update();
  });
  return dialog_;
}

void LayoutDesk::preview(const Result<Arranged>& result) {
  const LayoutPtr now = layout();
  const auto wrong = [this](const Problems& problems) {
    if (dialog_)
      dialog_->tell(problems.empty() ? QString() : views::sentenceOf(problems.front(), window_.look().words), true);
  };
  if (!result || !now) {
    tool_.propose({});
    wrong(result ? Problems{} : result.problems());
  } else if (const Problems problems = refusalOf(*now, result->edits); !problems.empty()) {
    tool_.propose(ghostsOf(*now, result->edits), true);
    wrong(problems);
  } else {
    tool_.propose(ghostsOf(*now, result->edits));
    if (dialog_)
      dialog_->tell(result->warnings.empty() ? window_.look().words(result->name)
                                             : views::sentenceOf(result->warnings.front(), window_.look().words),
                    false);
  }
  view().update();
}

void LayoutDesk::askArray() {
  const LayoutPtr now = layout();
  const std::vector<std::string> things = ids();
  if (!now || things.empty()) return;
  const Vec3 size = around(*now, things).size();
  turn(true);
  FormDialog* form = openForm("command.array", "layout.do");
  form->add(FormDialog::Number{"array.columns", 1, 9999, 1, 0});
  form->add(FormDialog::Number{"array.rows", 1, 9999, 2, 0});
  form->add(FormDialog::Number{"array.step-x", -2000, 2000, size.x + 0.6, 2, "m"});
  form->add(FormDialog::Number{"array.step-y", -2000, 2000, size.y + 1.2, 2, "m"});
  const auto result = [this, form, now, things] {
    return plenum::array(*now, things,
                         {form->whole("array.columns"),
                          form->whole("array.rows"),
                          {form->number("array.step-x"), form->number("array.step-y")}});
  };
  connect(form, &FormDialog::changed, this, [this, result] { preview(result()); });
  connect(form, &QDialog::accepted, this, [this, result] { arrange(result()); });
  form->open();
  preview(result());
}

void LayoutDesk::askMirror() {
  const LayoutPtr now = layout();
  const std::vector<std::string> things = ids();
  if (!now || things.empty()) return;
  const Box box = around(*now, things);
  turn(true);
  FormDialog* form = openForm("command.mirror", "layout.do");
  const views::Words& words = window_.look().words;
  form->add(FormDialog::Choice{"mirror.line", {{"x", words("mirror.along-x")}, {"y", words("mirror.along-y")}}, "x"});
  form->add(FormDialog::Number{"mirror.at", -20000, 20000, box.max.y + 0.6, 2, "m"});
  const auto result = [form, now, things] {
    return plenum::mirror(*now, things, form->choice("mirror.line") == "x" ? Along::x : Along::y,
                          form->number("mirror.at"));
  };
  connect(form->list("mirror.line"), &QComboBox::currentIndexChanged, form, [form, box](int chosen) {
    form->box("mirror.at")->setValue(chosen == 0 ? box.max.y + 0.6 : box.max.x + 0.6);
  });
  connect(form, &FormDialog::changed, this, [this, result] { preview(result()); });
  connect(form, &QDialog::accepted, this, [this, result] { arrange(result()); });
  form->open();
  preview(result());
}

void LayoutDesk::askRows() {
  const LayoutPtr now = layout();
  if (!now || now->halls.empty() || !now->site->catalog) return;
  turn(true);
  FormDialog* form = openForm("command.rows-generator", "layout.do");
  FormDialog::Choice halls{"rows.hall", {}, ""}, racks{"rows.rack", {}, ""};
  for (const PlacedHall& hall : now->halls) halls.options.emplace_back(hall.id, QString::fromStdString(hall.id));
  const auto chosen = floorInDocument(tool_.floor().value_or(FloorPoint{}));
  halls.value = chosen && chosen->hall != none ? now->halls[chosen->hall].id : now->halls.front().id;
  for (const std::string& thing : ids())
    if (const auto at = findWritten(*now->site, thing); at && at->hall != none)
      halls.value = now->site->halls[at->hall].id;
  for (const std::string& id : now->site->catalog->ids<RackSpec>()) {
    const QString name = window_.look().words(now->site->catalog->find<RackSpec>(id)->name);
    racks.options.emplace_back(id, name.isEmpty() ? QString::fromStdString(id) : name);
  }
  if (!now->racks.empty() && now->racks.front().spec) racks.value = now->racks.front().spec->id;
  form->add(halls);
  form->add(racks);
  form->add(FormDialog::Number{"rows.count", 1, 20000, 12, 0});
  form->add(FormDialog::Number{"rows.per-row", 0, 500, 0, 0});
  form->add(FormDialog::Number{"rows.cold", 0.6, 6.0, 1.2, 2, "m"});
  form->add(FormDialog::Number{"rows.hot", 0.6, 6.0, 1.0, 2, "m"});
  const auto result = [form, now] {
    RowsOrder order;
    order.hall = form->choice("rows.hall");
    order.rack = form->choice("rows.rack");
    order.racks = form->whole("rows.count");
    order.racksPerRow = form->whole("rows.per-row");
    order.coldAisleM = form->number("rows.cold");
    order.hotAisleM = form->number("rows.hot");
    return plenum::rowsFor(*now, order);
  };
  connect(form, &FormDialog::changed, this, [this, result] { preview(result()); });
  connect(form, &QDialog::accepted, this, [this, result] { arrange(result()); });
  form->open();
  preview(result());
}

Problems LayoutDesk::draw(const std::string& hall, const std::string& paper, int scale, const QString& file) {
  const LayoutPtr now = layout();
  const auto found = now ? now->find(hall) : std::nullopt;
  if (!found || found->kind != Kind::hall) {
    Problem problem;
    problem.what = Text("draw.no-hall", {{"hall", hall}});
    return {problem};
  }
  views::HallDrawingOptions options;
  options.paper = paper;
  options.scale = scale;
  options.isChinese = window_.look().words.isChinese();
  options.date = QDate::currentDate().toString(Qt::ISODate);
  options.say = [this](const Text& text) { return window_.look().words(text); };
  options.ways = waysInPlan(*now);
  const auto drawing = views::HallDrawing::of(now, found->index, options);
  if (!drawing) return drawing.problems();
  return drawing->write(file);
}

void LayoutDesk::askDrawing() {
  const LayoutPtr now = layout();
  if (!now || now->halls.empty()) return;
  FormDialog* form = openForm("command.draw-hall", "draw.save");
  const views::Words& words = window_.look().words;
  FormDialog::Choice halls{"draw.hall", {}, now->halls.front().id}, sheets{"draw.paper", {}, "A3"};
  for (const PlacedHall& hall : now->halls) {
    const QString name = words(hall.name);
    halls.options.emplace_back(hall.id, name.isEmpty()
                                            ? QString::fromStdString(hall.id)
                                            : QString::fromStdString(hall.id) + QStringLiteral(" · ") + name);
  }
  for (const std::string& thing : ids())
    if (const auto at = findWritten(*now->site, thing); at && at->hall != none)
      halls.value = now->site->halls[at->hall].id;
  for (const views::Paper& paper : views::papers()) sheets.options.emplace_back(paper.name, QLatin1String(paper.name));
  FormDialog::Choice scales{"draw.scale", {{"0", words("draw.scale-fits")}}, "0"};
  for (const int scale : {20, 25, 50, 100, 125, 150, 200, 250, 500})
    scales.options.emplace_back(std::to_string(scale), QStringLiteral("1 : %1").arg(scale));
  form->add(halls);
  form->add(sheets);
  form->add(scales);
  form->add(FormDialog::Choice{
      "draw.format",
      {{"pdf", QStringLiteral("PDF")}, {"svg", QStringLiteral("SVG")}, {"png", QStringLiteral("PNG")}},
      "pdf"});
  // a scale that does not fit is said before a file is asked for
  const auto judge = [this, form, now] {
    views::HallDrawingOptions options;
    options.paper = form->choice("draw.paper");
    options.scale = QString::fromStdString(form->choice("draw.scale")).toInt();
    options.say = [this](const Text& text) { return window_.look().words(text); };
    const auto hall = now->find(form->choice("draw.hall"));
    const auto drawing = views::HallDrawing::of(now, hall ? hall->index : 0, options);
    form->tell(drawing ? window_.look().words("draw.at-scale", {{"scale", std::to_string(drawing->scale())}})
                       : views::sentenceOf(drawing.problems().front(), window_.look().words),
               !drawing);
  };
  connect(form, &FormDialog::changed, this, judge);
  connect(form, &QDialog::accepted, this, [this, form] {
    const std::string hall = form->choice("draw.hall"), paper = form->choice("draw.paper");
    const int scale = QString::fromStdString(form->choice("draw.scale")).toInt();
    const QString ending = QString::fromStdString(form->choice("draw.format"));
    auto* files = new QFileDialog(&window_, window_.look().words("command.draw-hall").remove(QLatin1Char('&')));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(ending);
    files->selectFile(
        QStringLiteral("%1.%2").arg(QString::fromStdString(hall).replace(QLatin1Char('/'), QLatin1Char('-')), ending));
    connect(files, &QFileDialog::fileSelected, this, [this, hall, paper, scale](const QString& file) {
      const Problems problems = draw(hall, paper, scale, file);
      if (hasError(problems)) return window_.report(problems, "problems.save");
      tell(window_.look().words("draw.done", {{"file", file.toStdString()}}));
    });
    files->open();
  });
  form->open();
  judge();
}

void LayoutDesk::copy() {
  const LayoutPtr now = layout();
  const std::vector<std::string> things = ids();
  if (!now || things.empty()) return;
  const auto clipping = plenum::copy(*now, things);
  if (!clipping) return refuse(clipping.problems());
  clipping_ = *clipping;
  QGuiApplication::clipboard()->setText(QString::fromStdString(io::textOf(*clipping)));
  tell(window_.look().words("layout.copied", {{"count", std::to_string(clipping->pieces.size())}}));
  refreshCommands();
}

void LayoutDesk::cut() {
  copy();
  if (clipping_) remove();
}

// with the corner under the pointer, where that is over the picture; else beside where it stood
void LayoutDesk::paste() {
  const LayoutPtr now = layout();
  if (!now) return;
  // the system's clipboard goes first: it may come from another window
  const QString text = QGuiApplication::clipboard()->text();
  if (!text.isEmpty()) {
    const auto read = io::readClipping(text.toStdString());
    if (!read) return tell(views::sentenceOf(read.problems().front(), window_.look().words), true);
    clipping_ = *read;
  }
  if (!clipping_) return tell(window_.look().words("layout.nothing-to-paste"), true);
  PasteAt at{"", clipping_->originM};
  const auto floor = view().underMouse() && tool_.floor() ? floorInDocument(*tool_.floor()) : std::nullopt;
  if (floor) {
    at.cornerM = {floor->at.x, floor->at.y};
    if (floor->hall != none) at.hall = now->halls[floor->hall].id;
    if (tool_.isSnapping() && floor->hall != none) {
      // on the tiles of that hall
      const Vec3 corner = now->halls[floor->hall].box.min;
      const auto onTile = [](double value, double from) { return from + 0.6 * std::round((value - from) / 0.6); };
      at.cornerM = {onTile(at.cornerM.x, corner.x), onTile(at.cornerM.y, corner.y)};
    }
  } else if (!clipping_->pieces.empty()) {
    at.hall = clipping_->pieces.front().hall;
    Box all;
    for (const Clipping::Piece& piece : clipping_->pieces)
      for (const EntityRef thing : thingsOf(*now, piece.id)) all.add(now->boxOf(thing));
    if (!all.isEmpty()) at = besideOf(*now, *clipping_, at, all.size());
  }
  arrange(plenum::paste(*now, *clipping_, at));
}

}  // namespace plenum
