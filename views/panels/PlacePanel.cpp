// SPDX-License-Identifier: Apache-2.0
#include "panels/PlacePanel.h"

#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {
namespace {

using study::PlaceAnswer;
using study::Proposal;
using study::Use;

const char* textOf(Use::What what) {
  static constexpr const char* ids[] = {"study.use.space",     "study.use.floor-load", "study.use.ports",
                                        "study.use.power",     "study.use.standby",    "study.use.loop-heat",
                                        "study.use.loop-flow", "study.use.air-heat",   "study.use.air-flow",
                                        "study.use.plant-heat"};
  return ids[static_cast<std::size_t>(what)];
}

}  // namespace

PlacePanel::PlacePanel(Look& look, Selection& selection, QWidget* parent)
    : AnswerPanel(look, selection,
                  {{"study.column.score", true},
                   {"study.column.hall"},
                   {"study.column.where"},
                   {"study.column.tightest"},
                   {"study.column.most", true},
                   {"study.column.reason"}},
                  "study.place.ask", "study.place.table", "study.place.begin", parent) {
  rack_ = new QComboBox(this);
  rack_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  rack_->setMinimumContentsLength(20);
  count_ = new QSpinBox(this);
  count_->setRange(1, static_cast<int>(study::mostRacks));
  count_->setValue(6);
  accept_ = textButton(look, "study.place.accept", this);
  accept_->setEnabled(false);
  look.words.follow(rack_, [this] { rack_->setAccessibleName(this->look().words("study.place.rack")); });
  look.words.follow(count_, [this] { count_->setAccessibleName(this->look().words("study.place.count")); });
  controls().insertWidget(0, rack_);
  controls().insertWidget(1, count_);
  controls().addWidget(accept_);
  detail_ = plainLabel(look, Theme::Type::table, Tone::text, false, this);
  detail_->setWordWrap(true);
  detail_->setContentsMargins(10, 4, 10, 6);
  detail_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  detail_->hide();
  down().addWidget(detail_);
  connect(table().selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PlacePanel::choose);
  connect(accept_, &QPushButton::clicked, this, &PlacePanel::accept);
}

void PlacePanel::offer(const Catalog& catalog) {
  const QString before = rack_->currentData().toString();
  rack_->clear();
  for (const std::string& id : catalog.ids<RackSpec>()) {
    const RackSpec& rack = *catalog.find<RackSpec>(id);
    const QString name = look().words(rack.name);
    rack_->addItem(name.isEmpty() ? QString::fromStdString(id) : name, QString::fromStdString(id));
  }
  rack_->setCurrentIndex(std::max(0, rack_->findData(before)));
}

study::Wish PlacePanel::wish() const { return {rack_->currentData().toString().toStdString(), count_->value()}; }

void PlacePanel::show(std::shared_ptr<const PlaceAnswer> answer) {
  answer_ = std::move(answer);
  answered();
  if (!answer_->proposals.empty()) table().selectRow(0);
}

void PlacePanel::drop() {
  answer_.reset();
  choose();
}

void PlacePanel::fill() {
  if (!answer_) return;
  std::vector<AnswerModel::Row> rows;
  for (std::size_t n = 0; n < answer_->proposals.size(); ++n) {
    const Proposal& proposal = answer_->proposals[n];
    QStringList where;
    for (const study::Piece& piece : proposal.pieces)
      where << QStringLiteral("%1 × %2").arg(piece.racks).arg(QString::fromStdString(piece.hall + "/" + piece.row));
    const QString tightest = proposal.uses.empty()
                                 ? QString()
                                 : look().words(textOf(proposal.uses.front().what)) + QStringLiteral(", ") +
                                       QString::fromStdString(proposal.uses.front().whereId);
    AnswerModel::Row row;
    row.cells = {{look().format.fixed(proposal.score, 0), proposal.score},
                 {QString::fromStdString(proposal.hall)},
                 {where.join(QStringLiteral(", "))},
                 {tightest},
                 {look().format.count(proposal.most), static_cast<double>(proposal.most)},
                 {proposal.first ? look().words(sentenceOf(*proposal.first)) : QString()}};
    row.number = static_cast<int>(n);
    if (!proposal.uses.empty()) row.entity = proposal.uses.front().where;
    rows.push_back(std::move(row));
  }
  for (const study::Refusal& refusal : answer_->refusals) {
    QStringList why{look().words(refusal.reason)};
    for (const Text& reason : refusal.also) why << look().words(reason);
    AnswerModel::Row row;
    row.cells = {{Format::dash(), -1.0},
                 {QString::fromStdString(refusal.hall)},
                 {},
                 {},
                 {look().format.count(refusal.most), static_cast<double>(refusal.most)},
                 {why.join(QStringLiteral("; "))}};
    row.entity = refusal.where;
    row.weight = AnswerModel::Weight::dim;
    rows.push_back(std::move(row));
  }
  model().show(std::move(rows));
  QString said = look().words("study.place.wish", {{"count", std::to_string(answer_->wish.count)},
                                                   {"rack", answer_->wish.rack},
                                                   {"kw", toText(answer_->rackW / 1e3, 1)},
                                                   {"liquid", toText(answer_->liquidW / 1e3, 1)}});
  if (!answer_->knowsPorts)
    said += QStringLiteral(" · ") + look().words("study.place.no-ports", {{"rack", answer_->wish.rack}});
  if (!answer_->keepsSpare) said += QStringLiteral(" · ") + look().words("study.place.no-spare");
  if (answer_->proposals.empty()) said += QStringLiteral(" · ") + look().words("study.place.none");
  say(said);
  tell();
}

const Proposal* PlacePanel::chosen() const {
  const QModelIndex current = const_cast<PlacePanel*>(this)->table().currentIndex();
  if (!answer_ || !current.isValid()) return nullptr;
  const int number = const_cast<PlacePanel*>(this)->model().rowAt(current.row()).number;
  return number < 0 ? nullptr : &answer_->proposals[static_cast<std::size_t>(number)];
}

void PlacePanel::choose() {
  std::vector<Box> boxes;
  if (const Proposal* proposal = chosen())
    for (const study::Piece& piece : proposal->pieces)
      boxes.insert(boxes.end(), piece.boxes.begin(), piece.boxes.end());
  accept_->setEnabled(!boxes.empty());
  Q_EMIT ghostsChanged(boxes);
  tell();
}

void PlacePanel::tell() {
  const Proposal* proposal = chosen();
  detail_->setVisible(proposal != nullptr);
  if (!proposal) return;
  QStringList lines;
  if (proposal->trial)
    lines << look().words("study.place.tried",
                          {{"verdict", look().words(Text(study::textIdOf(proposal->trial->verdict))).toStdString()},
                           {"chip", toText(proposal->trial->maxChipC, 1)},
                           {"rise", toText(proposal->trial->chipRiseK, 1)},
                           {"above", toText(proposal->trial->worstSupplyK, 1)},
                           {"where", proposal->trial->worstSupplyId}});
  lines << (proposal->first
                ? look().words("study.place.most", {{"racks", std::to_string(proposal->most)},
                                                    {"why", look().words(sentenceOf(*proposal->first)).toStdString()}})
                : look().words("study.place.most-space", {{"racks", std::to_string(proposal->most)}}));
  for (const Text& reason : proposal->reasons) lines << look().words(reason);
  detail_->setText(lines.join(QLatin1Char('\n')));
}

void PlacePanel::accept() {
  const Proposal* proposal = chosen();
  if (!proposal) return;
  const Text name(
      "study.edit",
      {{"count", std::to_string(answer_->wish.count)}, {"rack", answer_->wish.rack}, {"hall", proposal->hall}});
  const std::vector<Edit> edits = study::editsOf(*proposal);
  Q_EMIT accepted(edits, name);
}

}  // namespace plenum::views
