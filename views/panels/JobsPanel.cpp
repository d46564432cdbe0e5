// SPDX-License-Identifier: Apache-2.0
#include "panels/JobsPanel.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "live/Naming.h"
#include "live/Phases.h"
#include "overlays/Tenants.h"
#include "panels/Dependents.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

// the rows of the phase box
enum PhaseChoice { everything, holding, waiting, over };

bool fits(PhaseChoice choice, Phase phase) {
  switch (choice) {
    case holding:
      return holdsChips(phase);
    case waiting:
      return waits(phase);
    case over:
      return isOver(phase);
    default:
      return true;
  }
}

/// What all services together make of energy and money.
QString servedSentence(const Frame& frame, const Look& look) {
  double tokensPerS = 0.0, watts = 0.0, yuanPerHour = 0.0;
  for (const Frame::ServiceLine& s : frame.services)
    if (s.tokensPerS > 0.0) tokensPerS += s.tokensPerS, watts += s.allInW, yuanPerHour += s.yuanPerHour;
  if (!(tokensPerS > 0.0 && watts > 0.0 && yuanPerHour > 0.0)) return {};
  const auto number = [&](double n) { return look.format.significant(n, 3).toStdString(); };
  return QStringLiteral(" · ") +
         look.words("services.sentence.served", {{"tokens", number(tokensPerS)},
                                                 {"perJ", number(tokensPerS / watts)},
                                                 {"perYuan", number(tokensPerS * 3.6e-3 / yuanPerHour)}});
}

/// Colours of the jobs of a frame, counted once a frame and not once a row.
class Swatches {
 public:
  QColor of(const Frame& frame, const std::string& id) {
    if (!isKnown_ || sequence_ != frame.sequence) {
      isKnown_ = true;
      sequence_ = frame.sequence;
      colours_.clear();
      const TenantColours all(frame);
      for (const std::uint32_t tenant : all.largest()) {
        const Rgb8 c = all.of(tenant);
        colours_.emplace(tenantId(frame, tenant), QColor(c.r, c.g, c.b));
      }
    }
    const auto found = colours_.find(id);
    return found == colours_.end() ? QColor() : found->second;
  }

 private:
  bool isKnown_ = false;
  std::uint64_t sequence_ = 0;
  std::unordered_map<std::string, QColor> colours_;
};

}  // namespace

WorkTable* JobsPanel::tableOf(const WorkList& list, const char* nameId) {
  auto* table = new WorkTable(look_, list, nameId, work_, this);
  table->work().setSwatch(
      [seen = std::make_shared<Swatches>()](const Frame& frame, const std::string& id) { return seen->of(frame, id); });
  connect(table, &WorkTable::activatedWork, this, &JobsPanel::flyAsked);
  connect(table, &WorkTable::menuAsked, this, [this](const std::string& id, QPoint at) { desk_.offer(id, at); });
  return table;
}

JobsPanel::JobsPanel(Look& look, FrameClock& clock, Selection& selection, WorkSelection& work, JobDesk& desk,
                     QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), selection_(selection), work_(work), desk_(desk) {
  pages_ = new QTabBar(this);
  pages_->setDrawBase(false);
  pages_->setExpanding(false);
  for (int i = 0; i < 4; ++i) pages_->addTab(QString());
  filter_ = new QLineEdit(this);
  filter_->setClearButtonEnabled(true);
  filter_->setMinimumWidth(130);
  filter_->setMaximumWidth(260);
  phase_ = new QComboBox(this);
  for (int i = 0; i < 4; ++i) phase_->addItem(QString());
  here_ = new QCheckBox(this);
  submit_ = textButton(look, "command.job-submit", this);
  sentence_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  empty_ = plainLabel(look, Theme::Type::body, Tone::dim, false, this);
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setContentsMargins(24, 8, 24, 8);
  jobs_ = tableOf(jobList(), "jobs.table");
  services_ = tableOf(serviceList(), "services.table");
  queue_ = new QueueCharts(look, clock, this);
  course_ = new ServiceCharts(look, clock, work, this);
  detail_ = new JobDetail(look, clock, selection, work, this);
  detail_->setMinimumWidth(220);

  stack_ = new QStackedWidget(this);
  stack_->addWidget(jobs_);
  stack_->addWidget(services_);
  stack_->addWidget(queue_);
  stack_->addWidget(course_);
  stack_->addWidget(empty_);
  // charts that are not shown do not widen the list beyond its dock
  stack_->setMinimumWidth(340);
  auto* beside = new QSplitter(Qt::Horizontal, this);
  beside->setChildrenCollapsible(false);
  beside->addWidget(stack_);
  beside->addWidget(detail_);
  beside->setStretchFactor(0, 3);
  beside->setStretchFactor(1, 1);
  beside->setSizes({900, 300});

  auto* head = new QHBoxLayout;
  head->setContentsMargins(8, 4, 8, 4);
  head->setSpacing(8);
  head->addWidget(pages_);
  head->addWidget(filter_, 1);
  head->addWidget(phase_);
  head->addWidget(here_);
  head->addWidget(sentence_, 2);
  head->addWidget(submit_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(head);
  down->addWidget(beside, 1);

  connect(pages_, &QTabBar::currentChanged, this, [this] {
    applyFilter();
    describe();
  });
  connect(filter_, &QLineEdit::textChanged, this, &JobsPanel::applyFilter);
  connect(phase_, &QComboBox::currentIndexChanged, this, &JobsPanel::applyFilter);
  connect(here_, &QCheckBox::toggled, this, &JobsPanel::applyFilter);
  connect(submit_, &QPushButton::clicked, this, [this] { desk_.ask(JobWish::submit, {}, {}); });
  connect(detail_, &JobDetail::flyAsked, this, [this] { Q_EMIT flyAsked(work_.current()); });
  connect(detail_, &JobDetail::menuAsked, this, [this](QPoint at) { desk_.offer(work_.current(), at); });
  connect(&selection, &Selection::changed, this, [this] {
    if (here_->isChecked()) applyFilter();
    describe();
  });
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < readableMs)) return;
    show(frame);
  });
  connect(&clock, &FrameClock::storyChanged, this, [this] { sinceShown_.invalidate(); });
  look.words.follow(this, [this] {
    pages_->setTabText(int(Page::jobs), look_.words("jobs.page.jobs"));
    pages_->setTabText(int(Page::services), look_.words("jobs.page.services"));
    pages_->setTabText(int(Page::queue), look_.words("jobs.page.queue"));
    pages_->setTabText(int(Page::course), look_.words("jobs.page.course"));
    filter_->setPlaceholderText(look_.words("jobs.filter"));
    filter_->setAccessibleName(look_.words("jobs.filter"));
    phase_->setAccessibleName(look_.words("jobs.choice"));
    for (const auto& [i, id] : {std::pair{everything, "jobs.choice.all"}, std::pair{holding, "jobs.choice.holding"},
                                std::pair{waiting, "jobs.choice.waiting"}, std::pair{over, "jobs.choice.over"}})
      phase_->setItemText(i, look_.words(id));
    here_->setText(look_.words("jobs.here"));
    here_->setToolTip(look_.words("jobs.here-hint"));
    describe();
  });
}

void JobsPanel::showEvent(QShowEvent*) {
  if (clock_.frame()) show(clock_.frame());
}

void JobsPanel::applyFilter() {
  const PhaseChoice choice = static_cast<PhaseChoice>(std::max(0, phase_->currentIndex()));
  // which racks count as here is found once, not once a job
  auto racks = std::make_shared<std::unordered_set<std::uint32_t>>();
  const FramePtr& frame = clock_.frame();
  const bool isHere = here_->isChecked() && frame && frame->layout && isIn(*frame->layout, selection_.current());
  if (isHere)
    for (const std::uint32_t rack : racksBehind(*frame->layout, selection_.current())) racks->insert(rack);
  const auto standsHere = [isHere, racks](const std::vector<Frame::JobLine::Part>& parts) {
    return !isHere || std::any_of(parts.begin(), parts.end(), [&](const auto& p) { return racks->count(p.rack) > 0; });
  };
  jobs_->work().filter(filter_->text(), [choice, standsHere](const Frame& f, std::size_t i) {
    return fits(choice, f.jobs[i].phase) && standsHere(f.jobs[i].parts);
  });
  services_->work().filter(filter_->text(),
                           [standsHere](const Frame& f, std::size_t i) { return standsHere(f.services[i].parts); });
  describe();
}

void JobsPanel::show(const FramePtr& frame) {
  sinceShown_.start();
  if (pages_->currentIndex() == int(Page::services))
    services_->show(frame);
  else
    jobs_->show(frame);
  describe();
}

void JobsPanel::describe() {
  const FramePtr& frame = clock_.frame();
  const Page page = static_cast<Page>(pages_->currentIndex());
  const bool isList = page == Page::jobs || page == Page::services;
  const bool isOfServices = page == Page::services || page == Page::course;
  for (QWidget* control : {static_cast<QWidget*>(filter_), static_cast<QWidget*>(here_)}) control->setVisible(isList);
  phase_->setVisible(page == Page::jobs);
  detail_->setVisible(isList);
  submit_->setEnabled(frame && frame->layout);
  if (!frame) {
    stack_->setCurrentWidget(empty_);
    empty_->setText(look_.words("jobs.empty.no-frame"));
    return sentence_->clear();
  }
  WorkTable* table = page == Page::services ? services_ : jobs_;
  if (isList && table->work().frame() != frame && table->work().total() == 0) table->show(frame);
  const std::size_t total = isOfServices ? frame->services.size() : frame->jobs.size();
  if (page != Page::queue && total == 0) {
    empty_->setText(look_.words(isOfServices ? "services.empty" : "jobs.empty"));
    stack_->setCurrentWidget(empty_);
  } else {
    stack_->setCurrentIndex(pages_->currentIndex());
  }
  const Metrics& m = frame->metrics;
  const auto number = [this](double n) { return look_.format.count(qint64(n)).toStdString(); };
  QString said;
  if (isOfServices)
    said = look_.words("services.sentence",
                       {{"services", number(double(frame->services.size()))},
                        {"missed", number(double(std::count_if(frame->services.begin(), frame->services.end(),
                                                               [](const auto& s) { return !s.isWithin; })))}}) +
           servedSentence(*frame, look_);
  else
    said = look_.words("jobs.sentence", {{"running", number(m.runningJobs)},
                                         {"queued", number(m.queuedJobs)},
                                         {"held", number(m.allocatedChips)},
                                         {"chips", number(frame->layout ? double(frame->layout->chips) : 0.0)}});
  if (isList && std::size_t(table->work().rowCount()) < total && total > 0)
    said += QStringLiteral(" · ") +
            look_.words("jobs.shown", {{"shown", number(table->work().rowCount())}, {"total", number(double(total))}});
  sentence_->setText(said);
  sentence_->setToolTip(said);
}

}  // namespace plenum::views
