// SPDX-License-Identifier: Apache-2.0
#include "panels/SubmitDialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "live/Phases.h"
#include "overlays/Tenants.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr int usualChips = 64;
constexpr double usualHours = 4.0, mostHours = 10000.0, usualPercent = 90.0;

int chipsOf(const FramePtr& frame) { return frame && frame->layout ? int(frame->layout->chips) : 0; }

/// The first of "job-1", "job-2" … that nobody has.
QString freshName(const FramePtr& frame) {
  for (int n = 1;; ++n) {
    const std::string name = "job-" + std::to_string(n);
    if (!frame || findTenant(*frame, name) == none) return QString::fromStdString(name);
  }
}

}  // namespace

SubmitDialog::SubmitDialog(Look& look, FramePtr frame, QWidget* parent)
    : QDialog(parent), look_(look), frame_(std::move(frame)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setModal(true);
  name_ = new QLineEdit(freshName(frame_), this);
  name_->setMaxLength(64);
  kind_ = new QComboBox(this);
  for (const Job::Kind kind : {Job::Kind::training, Job::Kind::inference, Job::Kind::batch})
    kind_->addItem(QString(), int(kind));
  chips_ = new QSpinBox(this);
  chips_->setRange(1, std::max(1, chipsOf(frame_)));
  chips_->setValue(usualChips);
  hours_ = new QDoubleSpinBox(this);
  hours_->setRange(0.1, mostHours);
  hours_->setDecimals(1);
  hours_->setValue(usualHours);
  hours_->setSuffix(QStringLiteral(" h"));
  utilisation_ = new QDoubleSpinBox(this);
  utilisation_->setRange(1.0, 100.0);
  utilisation_->setDecimals(0);
  utilisation_->setValue(usualPercent);
  utilisation_->setSuffix(QStringLiteral(" %"));
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(12);
  const auto row = [&](const char* id, QWidget* field) {
    auto* title = label(look_, id, Theme::Type::body, Tone::dim, this);
    title->setBuddy(field);
    form->addRow(title, field);
    look_.words.follow(field, [this, field, id] { field->setAccessibleName(look_.words(id)); });
  };
  row("submit.name", name_);
  row("submit.kind", kind_);
  row("submit.chips", chips_);
  row("submit.hours", hours_);
  row("submit.utilisation", utilisation_);
  verdict_ = plainLabel(look, Theme::Type::body, Tone::text, false, this);
  verdict_->setWordWrap(true);
  do_ = textButton(look, "submit.do", this);
  auto* cancel = textButton(look, "operate.cancel", this);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(do_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(16, 14, 16, 14);
  down->setSpacing(10);
  down->addLayout(form);
  down->addWidget(verdict_);
  down->addStretch(1);
  down->addLayout(buttons);
  do_->setDefault(true);
  setMinimumWidth(440);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(do_, &QPushButton::clicked, this, [this] {
    if (!refusal().isEmpty()) return;
    Q_EMIT answered(job());
    accept();
  });
  connect(name_, &QLineEdit::textChanged, this, &SubmitDialog::refresh);
  connect(chips_, &QSpinBox::valueChanged, this, &SubmitDialog::refresh);
  connect(hours_, &QDoubleSpinBox::valueChanged, this, &SubmitDialog::refresh);
  look.words.follow(this, [this] {
    setWindowTitle(look_.words("submit.title"));
    for (int i = 0; i < kind_->count(); ++i)
      kind_->setItemText(i, look_.words(textIdOf(static_cast<Job::Kind>(kind_->itemData(i).toInt()))));
    refresh();
  });
  name_->selectAll();
  name_->setFocus();
}

SubmitJob SubmitDialog::job() const {
  return {name_->text().trimmed().toStdString(), static_cast<Job::Kind>(kind_->currentData().toInt()),
          std::uint32_t(chips_->value()), Duration{std::int64_t(hours_->value() * 3600e6)},
          Fraction{utilisation_->value() / 100.0}};
}

QString SubmitDialog::refusal() const {
  const std::string name = name_->text().trimmed().toStdString();
  if (name.empty()) return look_.words("submit.no-name");
  if (name.find('"') != std::string::npos) return look_.words("submit.bad-name");
  if (frame_ && findTenant(*frame_, name) != none) return look_.words("submit.taken", {{"job", name}});
  if (chipsOf(frame_) == 0) return look_.words("submit.no-chips");
  return {};
}

void SubmitDialog::refresh() {
  const QString wrong = refusal();
  do_->setEnabled(wrong.isEmpty());
  if (!wrong.isEmpty()) return verdict_->setText(wrong);
  const Metrics& m = frame_->metrics;
  QStringList said{look_.words(describe(Action(job())))};
  const auto chips = std::uint32_t(chips_->value());
  const auto number = [this](double n) { return look_.format.count(qint64(n)).toStdString(); };
  const std::uint32_t usable = frame_->layout->chips - std::min(frame_->layout->chips, m.lostChips);
  if (chips > usable)
    said << look_.words("submit.never-now", {{"usable", number(usable)}});
  else if (m.freeChips > 0 || m.allocatedChips > 0)
    said << look_.words(chips <= m.freeChips && m.queuedJobs == 0 ? "submit.at-once" : "submit.waits",
                        {{"free", number(m.freeChips)}, {"queued", number(m.queuedJobs)}});
  verdict_->setText(said.join(QLatin1Char('\n')));
}

}  // namespace plenum::views
