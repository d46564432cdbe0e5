// SPDX-License-Identifier: Apache-2.0
#include "window/RecoveryDialog.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "io/Files.h"
#include "io/PlanFile.h"
#include "io/TextFile.h"
#include "panels/Parts.h"

namespace plenum {

namespace {

using views::Theme;
using views::Tone;

/// As the program writes it, so that what differs is what is said and not how it was typed; what cannot be read so is
/// taken as it stands. Nothing where there is no such file.
template <class Read>
std::optional<std::string> written(const std::filesystem::path& file, const Read& read) {
  const auto text = io::readText(file);
  if (!text) return std::nullopt;
  const std::optional<std::string> canonical = read(file);
  return canonical ? canonical : std::optional<std::string>(*text);
}

/// Lines of the one that the other does not have at the same place, from both ends inwards: what differs in between.
std::size_t differingLines(const std::string& a, const std::string& b) {
  const QStringList left = QString::fromStdString(a).split(QLatin1Char('\n')),
                    right = QString::fromStdString(b).split(QLatin1Char('\n'));
  qsizetype first = 0, last = 0;
  while (first < left.size() && first < right.size() && left[first] == right[first]) ++first;
  while (last < left.size() - first && last < right.size() - first &&
         left[left.size() - 1 - last] == right[right.size() - 1 - last])
    ++last;
  return static_cast<std::size_t>(std::max(left.size(), right.size()) - first - last);
}

}  // namespace

RecoveryDialog::RecoveryDialog(views::Look& look, std::vector<Leftover> leftovers, QWidget* parent)
    : QDialog(parent), look_(look), leftovers_(std::move(leftovers)) {
  setWindowTitle(look.words("recovery.title"));
  resize(720, 420);
  auto* what = views::label(look, "recovery.what", Theme::Type::body, Tone::text, this);
  what->setWordWrap(true);
  list_ = new QListWidget(this);
  list_->setAccessibleName(look.words("recovery.list"));
  steps_ = new QListWidget(this);
  steps_->setAccessibleName(look.words("recovery.steps"));
  steps_->setSelectionMode(QAbstractItemView::NoSelection);
  for (const Leftover& leftover : leftovers_) {
    const std::string name = leftover.note.site.empty() ? look.words("recovery.unnamed").toStdString()
                                                        : std::filesystem::path(leftover.note.site).filename().string();
    auto* item = new QListWidgetItem(look.words("recovery.row", {{"site", name}, {"time", leftover.writtenAt}}), list_);
    item->setToolTip(QString::fromStdString(leftover.note.site));
  }
  list_->setMaximumHeight(110);
  auto* buttons = new QDialogButtonBox(this);
  QPushButton* take = buttons->addButton(look.words("recovery.take"), QDialogButtonBox::AcceptRole);
  QPushButton* drop = buttons->addButton(look.words("recovery.drop"), QDialogButtonBox::DestructiveRole);
  buttons->addButton(look.words("recovery.later"), QDialogButtonBox::RejectRole);
  take->setDefault(true);
  connect(take, &QPushButton::clicked, this, [this] {
    if (const int row = list_->currentRow(); row >= 0) Q_EMIT recoverAsked(leftovers_[std::size_t(row)]);
    accept();
  });
  connect(drop, &QPushButton::clicked, this, [this] {
    const int row = list_->currentRow();
    if (row < 0) return;
    Q_EMIT discardAsked(leftovers_[std::size_t(row)]);
    leftovers_.erase(leftovers_.begin() + row);
    delete list_->takeItem(row);
    if (leftovers_.empty()) reject();
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(list_, &QListWidget::currentRowChanged, this, &RecoveryDialog::show);
  auto* down = new QVBoxLayout(this);
  down->addWidget(what);
  down->addWidget(list_);
  down->addWidget(views::label(look, "recovery.steps", Theme::Type::caption, Tone::dim, this));
  down->addWidget(steps_, 1);
  down->addWidget(buttons);
  list_->setCurrentRow(0);
}

void RecoveryDialog::show(int row) {
  steps_->clear();
  if (row < 0 || std::size_t(row) >= leftovers_.size()) return;
  const Leftover& leftover = leftovers_[std::size_t(row)];
  for (const std::string& step : leftover.note.steps) steps_->addItem(QString::fromStdString(step));
  for (const QString& line : differences(leftover)) steps_->addItem(line);
}

/// In how much site and plan differ from their files, of which either may have changed alone.
QStringList RecoveryDialog::differences(const Leftover& leftover) {
  if (!catalog_)
    if (auto read = io::readCatalog(io::assetsDir() / "catalog")) catalog_ = *read;
  std::string planName;
  const auto site = [&](const std::filesystem::path& file) -> std::optional<std::string> {
    const auto read = catalog_ ? io::readSite(file, catalog_) : Result<SitePtr>(Problem{});
    if (!read) return std::nullopt;
    planName = (*read)->plan;
    return io::textOf(**read);
  };
  const auto plan = [](const std::filesystem::path& file) -> std::optional<std::string> {
    const auto read = io::readPlan(file);
    if (!read) return std::nullopt;
    return io::textOf(*read);
  };
  const auto saved = leftover.note.site.empty() ? std::nullopt : written(leftover.note.site, site);
  const auto kept = written(leftover.siteText(), site);
  if (!kept) return {look_.words("recovery.unreadable")};
  QStringList out;
  if (!saved) {
    out << look_.words("recovery.no-file");
  } else if (const std::size_t count = differingLines(*saved, *kept); count > 0) {
    out << look_.words("recovery.differs", {{"count", std::to_string(count)}});
  }
  if (const auto keptPlan = leftover.planText().empty() ? std::nullopt : written(leftover.planText(), plan)) {
    const std::filesystem::path file = std::filesystem::path(leftover.note.site).parent_path() / planName;
    const auto savedPlan = planName.empty() || leftover.note.site.empty() ? std::nullopt : written(file, plan);
    if (!savedPlan)
      out << look_.words("recovery.plan.new");
    else if (const std::size_t count = differingLines(*savedPlan, *keptPlan); count > 0)
      out << look_.words("recovery.plan.differs",
                         {{"count", std::to_string(count)}, {"file", file.filename().string()}});
  }
  if (out.isEmpty()) out << look_.words("recovery.same");
  return out;
}

}  // namespace plenum
