// SPDX-License-Identifier: Apache-2.0
#include "panels/RedundancyPanel.h"

#include <QSignalBlocker>
#include <array>

#include "panels/Parts.h"
#include "panels/RepairsDialog.h"

namespace plenum::views {
namespace {

using study::RedundancyRow;
using study::SinglePoint;
using study::Verdict;

constexpr double nowhere = 1e18;  // behind every number

}  // namespace

RedundancyPanel::RedundancyPanel(Look& look, Selection& selection, QWidget* parent)
    : AnswerPanel(look, selection,
                  {{"redundancy.column.rank", true},
                   {"study.column.failed"},
                   {"study.column.alike", true},
                   {"study.column.verdict", true},
                   {"redundancy.column.lost", true},
                   {"redundancy.column.hours", true},
                   {"study.column.chip", true},
                   {"redundancy.column.first", true},
                   {"redundancy.column.why"}},
                  "redundancy.ask", "redundancy.table", "redundancy.begin", parent) {
  maintenance_ = new QCheckBox(this);
  doubles_ = new QCheckBox(this);
  which_ = new QComboBox(this);
  paint_ = textButton(look, "redundancy.paint", this);
  paint_->setEnabled(false);
  repairs_ = textButton(look, "redundancy.repairs", this);
  repairs_->setEnabled(false);
  const auto named = [this](QCheckBox* box, const char* id, const char* tipId) {
    this->look().words.follow(box, [this, box, id, tipId] {
      box->setText(this->look().words(id));
      box->setToolTip(this->look().words(tipId));
    });
  };
  named(maintenance_, "redundancy.with-maintenance", "cli.option.maintenance");
  named(doubles_, "redundancy.with-doubles", "cli.option.doubles");
  look.words.follow(which_, [this] {
    which_->setAccessibleName(this->look().words("redundancy.table"));
    fillBox();
  });
  look.words.follow(paint_, [this] { paint_->setToolTip(this->look().words("redundancy.paint.tip")); });
  controls().insertWidget(1, maintenance_);
  controls().insertWidget(2, doubles_);
  controls().insertWidget(3, repairs_);
  look.words.follow(repairs_, [this] { repairs_->setToolTip(this->look().words("redundancy.repairs.hint")); });
  connect(repairs_, &QPushButton::clicked, this, &RedundancyPanel::askRepairs);
  controls().addWidget(which_);
  controls().addWidget(paint_);
  table().setWordWrap(false);
  connect(which_, &QComboBox::currentIndexChanged, this, [this] { fill(); });
  connect(paint_, &QPushButton::clicked, this, &RedundancyPanel::paintAsked);
}

study::RedundancyOptions RedundancyPanel::wish() const {
  study::RedundancyOptions out;
  out.triesMaintenance = maintenance_->isChecked();
  out.triesDoubles = doubles_->isChecked();
  return out;
}

void RedundancyPanel::offer(std::shared_ptr<const Catalog> catalog) {
  // hours that were read elsewhere are not asked for here
  if (asking_ && catalog != catalog_) asking_->reject();
  catalog_ = std::move(catalog);
  repairs_->setEnabled(catalog_ && catalog_->find<RepairsSpec>("usual"));
}

RepairsDialog* RedundancyPanel::asking() const { return asking_; }

void RedundancyPanel::askRepairs() {
  if (!repairs_->isEnabled()) return;
  auto* dialog = new RepairsDialog(look(), catalog_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    if (const std::vector<Edit> edits = dialog->edits(); !edits.empty())
      Q_EMIT editsAsked(edits, edits.size() == 1 ? nameOf(edits.front()) : Text("edit.repairs"));
  });
  asking_ = dialog;
  dialog->open();
}

void RedundancyPanel::show(std::shared_ptr<const study::RedundancyCheck> check) {
  check_ = std::move(check);
  paint_->setEnabled(check_->consequence != nullptr);
  fillBox();
  answered();
}

void RedundancyPanel::drop() {
  check_.reset();
  paint_->setEnabled(false);
  fillBox();
}

/// The tables that there are.
void RedundancyPanel::fillBox() {
  const QSignalBlocker quiet(which_);
  const QVariant before = which_->currentData();
  which_->clear();
  const auto add = [this](Which which, const char* id) { which_->addItem(look().words(id), static_cast<int>(which)); };
  add(Which::singles, "redundancy.show.singles");
  if (check_ && check_->maintenanceTried > 0) add(Which::maintenance, "redundancy.show.maintenance");
  if (check_ && check_->doublesTried > 0) add(Which::doubles, "redundancy.show.doubles");
  add(Which::points, "redundancy.show.points");
  which_->setCurrentIndex(std::max(0, which_->findData(before)));
  which_->setEnabled(check_ != nullptr);
}

QString RedundancyPanel::sentenceOf(const RedundancyRow& row) const {
  auto& said = const_cast<RedundancyPanel*>(this)->look().words;
  QStringList parts;
  for (const Text& text : row.why) parts << said(text);
  return parts.join(said("redundancy.join"));
}

std::vector<AnswerModel::Row> RedundancyPanel::rowsOf(const std::vector<RedundancyRow>& list) const {
  Look& seen = const_cast<RedundancyPanel*>(this)->look();
  const Format& format = seen.format;
  const auto figure = [&](double value, int decimals) {
    return AnswerModel::Cell{format.fixed(value, decimals), value};
  };
  std::vector<AnswerModel::Row> rows;
  for (const RedundancyRow& row : list) {
    QStringList failed;
    for (const std::string& id : row.failed) failed << QString::fromStdString(id);
    const auto first = row.firstLossS();
    AnswerModel::Cell loss{QString(), nowhere};
    if (first)
      loss = {format.duration(*first), *first};
    else if (row.isRun)
      loss = {Format::dash(), nowhere / 2};
    AnswerModel::Row shown;
    shown.cells = {figure(static_cast<double>(rows.size() + 1), 0),
                   {failed.join(QStringLiteral(" + "))},
                   figure(row.alike, 0),
                   {seen.words(Text(study::textIdOf(row.verdict))), static_cast<double>(row.verdict)},
                   figure(row.lostChips, 0),
                   figure(row.lostChipHours, 0),
                   figure(row.peakChipC, 1),
                   loss,
                   {sentenceOf(row)}};
    shown.tip = shown.cells.back().text;
    shown.entity = row.entity;
    if (row.verdict >= Verdict::throttles) shown.weight = AnswerModel::Weight::danger;
    if (row.verdict == Verdict::degrades) shown.weight = AnswerModel::Weight::warning;
    rows.push_back(std::move(shown));
  }
  return rows;
}

std::vector<AnswerModel::Row> RedundancyPanel::points() const {
  Look& seen = const_cast<RedundancyPanel*>(this)->look();
  std::vector<AnswerModel::Row> rows;
  for (const SinglePoint& point : check_->singlePoints) {
    AnswerModel::Row shown;
    const QString why = seen.words(Text("redundancy.point.why", {{"racks", std::to_string(point.racks)}})) +
                        QStringLiteral(" · ") + seen.words(Text(std::string("redundancy.of.") + nameOf(point.of)));
    shown.cells = {{seen.format.count(static_cast<qint64>(rows.size() + 1)), static_cast<double>(rows.size() + 1)},
                   {QString::fromStdString(point.id)},
                   {QString(), nowhere},
                   {QString(), nowhere},
                   {QString(), nowhere},
                   {QString(), nowhere},
                   {QString(), nowhere},
                   {QString(), nowhere},
                   {why}};
    shown.entity = point.entity;
    shown.weight = AnswerModel::Weight::warning;
    rows.push_back(std::move(shown));
  }
  return rows;
}

void RedundancyPanel::fill() {
  if (!check_) return;
  const auto which = static_cast<Which>(which_->currentData().toInt());
  const auto number = [](std::uint64_t n) { return std::to_string(n); };
  QString said;
  switch (which) {
    case Which::singles: {
      std::array<std::uint32_t, study::verdictCount> counts{};
      for (const RedundancyRow& row : check_->singles) counts[static_cast<std::size_t>(row.verdict)] += row.alike;
      model().show(rowsOf(check_->singles));
      said = look().words("redundancy.head.singles", {{"failures", number(check_->failures)},
                                                      {"holds", number(counts[0])},
                                                      {"degrades", number(counts[1])},
                                                      {"throttles", number(counts[2])},
                                                      {"trips", number(counts[3])},
                                                      {"darkens", number(counts[4])}});
      break;
    }
    case Which::maintenance:
      model().show(rowsOf(check_->maintenance));
      said = look().words("redundancy.maintenance",
                          {{"tried", number(check_->maintenanceTried)}, {"loss", number(check_->maintenanceWithLoss)}});
      break;
    case Which::doubles:
      model().show(rowsOf(check_->doubles));
      said = look().words("redundancy.doubles",
                          {{"tried", number(check_->doublesTried)}, {"loss", number(check_->doublesWithLoss)}});
      break;
    case Which::points:
      model().show(points());
      said = look().words(check_->singlePoints.empty() ? "redundancy.points.none" : "redundancy.points");
      break;
  }
  if (!check_->isComplete) said += QStringLiteral(" · ") + look().words("study.stopped");
  say(said);
}

}  // namespace plenum::views
