// SPDX-License-Identifier: Apache-2.0
#include "panels/StoryPanel.h"

#include <QFormLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "overlays/Overlay.h"
#include "panels/Parts.h"

namespace plenum::views {
namespace {

constexpr const char* styles[] = {"story.style.keep", "story.style.operate", "story.style.present"};
constexpr const char* transitions[] = {"story.transition.fly", "story.transition.cut"};

/// "12min", "90s": as the file has it.
QString textOf(Duration duration) {
  if (duration.us < 0) return {};
  const auto s = static_cast<std::int64_t>(duration.seconds());
  return s % 3600 == 0 && s > 0 ? QStringLiteral("%1h").arg(s / 3600)
         : s % 60 == 0 && s > 0 ? QStringLiteral("%1min").arg(s / 60)
                                : QStringLiteral("%1s").arg(s);
}

}  // namespace

StoryPanel::StoryPanel(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(8, 6, 8, 6);
  down->setSpacing(6);
  const auto row = [&](std::initializer_list<const char*> ids) {
    auto* across = new QHBoxLayout;
    across->setSpacing(4);
    for (const char* id : ids) across->addWidget(make(id), 1);
    down->addLayout(across);
  };
  row({"story.play", "story.kiosk", "story.film"});
  row({"story.record", "story.retake"});
  list_ = new QListWidget(this);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setWordWrap(true);
  down->addWidget(list_, 2);
  row({"story.up", "story.down", "story.remove"});

  form_ = new QWidget(this);
  auto* fields = new QFormLayout(form_);
  fields->setContentsMargins(0, 0, 0, 0);
  fields->setRowWrapPolicy(QFormLayout::WrapLongRows);
  const auto add = [&](const char* id, QWidget* field) {
    fields->addRow(label(look_, id, Theme::Type::table, Tone::dim, form_), field);
    look_.words.follow(field, [this, field, id] { field->setAccessibleName(look_.words(id)); });
  };
  const auto number = [&](double most) {
    auto* box = new QDoubleSpinBox(form_);
    box->setRange(0.0, most);
    box->setDecimals(1);
    box->setKeyboardTracking(false);
    connect(box, &QDoubleSpinBox::valueChanged, this, &StoryPanel::take);
    return box;
  };
  const auto line = [&] {
    auto* edit = new QLineEdit(form_);
    connect(edit, &QLineEdit::editingFinished, this, &StoryPanel::take);
    return edit;
  };
  const auto choice = [&] {
    auto* box = new QComboBox(form_);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    connect(box, &QComboBox::currentIndexChanged, this, &StoryPanel::take);
    return box;
  };
  add("story.caption-zh", captionZh_ = line());
  add("story.caption-en", captionEn_ = line());
  add("story.focus", focus_ = line());
  add("story.at", at_ = line());
  add("story.lasts", lasts_ = number(86400.0));
  add("story.flies", flies_ = number(600.0));
  add("story.speed", speed_ = number(1e5));
  add("story.overlay", overlay_ = choice());
  add("story.style", style_ = choice());
  add("story.transition", transition_ = choice());
  actions_ = new QPlainTextEdit(form_);
  actions_->setMaximumHeight(64);
  actions_->setTabChangesFocus(true);
  connect(actions_, &QPlainTextEdit::textChanged, this, &StoryPanel::take);
  add("story.do", actions_);
  auto* scroll = new QScrollArea(this);
  scroll->setWidget(form_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  down->addWidget(scroll, 3);
  trouble_ = plainLabel(look_, Theme::Type::table, Tone::accent, false, this);
  trouble_->setWordWrap(true);
  trouble_->hide();
  down->addWidget(trouble_);
  row({"story.open", "story.save"});

  connect(list_, &QListWidget::currentRowChanged, this, &StoryPanel::fillForm);
  connect(list_, &QListWidget::itemActivated, this, [this] { Q_EMIT goAsked(chosen()); });
  connect(&button("story.play"), &QPushButton::clicked, this, &StoryPanel::playAsked);
  connect(&button("story.kiosk"), &QPushButton::clicked, this, &StoryPanel::kioskAsked);
  connect(&button("story.film"), &QPushButton::clicked, this, &StoryPanel::filmAsked);
  connect(&button("story.record"), &QPushButton::clicked, this, &StoryPanel::recordAsked);
  connect(&button("story.retake"), &QPushButton::clicked, this, &StoryPanel::retakeAsked);
  connect(&button("story.up"), &QPushButton::clicked, this, [this] { move(-1); });
  connect(&button("story.down"), &QPushButton::clicked, this, [this] { move(1); });
  connect(&button("story.remove"), &QPushButton::clicked, this, &StoryPanel::remove);
  connect(&button("story.open"), &QPushButton::clicked, this, &StoryPanel::openAsked);
  connect(&button("story.save"), &QPushButton::clicked, this, &StoryPanel::saveAsked);
  look_.words.follow(this, [this] {
    {
      const QSignalBlocker first(overlay_), second(style_), third(transition_);
      overlay_->clear();
      overlay_->addItem(look_.words("story.overlay.keep"), QString());
      for (const Overlay& one : overlays()) {
        const std::string id(one.id);
        overlay_->addItem(look_.words(("overlay." + id).c_str()), QString::fromStdString(id));
      }
      style_->clear();
      for (const char* id : styles) style_->addItem(look_.words(id));
      transition_->clear();
      for (const char* id : transitions) transition_->addItem(look_.words(id));
    }
    list_->setAccessibleName(look_.words("story.steps"));
    at_->setPlaceholderText(look_.words("story.at.empty"));
    captionEn_->setToolTip(look_.words("story.caption.what"));
    captionZh_->setToolTip(look_.words("story.caption.what"));
    actions_->setToolTip(look_.words("story.do.what"));
    fillList();
  });
}

QPushButton* StoryPanel::make(const char* id) {
  QPushButton* made = textButton(look_, id, this);
  made->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  const std::string tip = std::string(id) + ".what";
  look_.words.follow(made, [this, made, tip] { made->setToolTip(look_.words(tip.c_str())); });
  buttons_.emplace_back(id, made);
  return made;
}

QPushButton& StoryPanel::button(const char* id) const {
  for (const auto& [name, made] : buttons_)
    if (name == id) return *made;
  Q_UNREACHABLE();
}

void StoryPanel::setStory(Story story) {
  story_ = std::move(story);
  fillList();
  choose(story_.steps.empty() ? -1 : 0);
}

int StoryPanel::chosen() const { return list_->currentRow(); }
void StoryPanel::choose(int step) { list_->setCurrentRow(step); }

StoryStep* StoryPanel::step() {
  const int at = chosen();
  return at >= 0 && std::size_t(at) < story_.steps.size() ? &story_.steps[std::size_t(at)] : nullptr;
}

void StoryPanel::add(StoryStep made) {
  const int at = chosen() + 1;
  story_.steps.insert(story_.steps.begin() + at, std::move(made));
  fillList();
  choose(at);
  Q_EMIT changed();
}

void StoryPanel::retake(const StoryStep& seen) {
  StoryStep* one = step();
  if (!one) return;
  one->camera = seen.camera;
  one->overlay = seen.overlay;
  one->style = seen.style;
  fillForm();
  Q_EMIT changed();
}

void StoryPanel::setPlaying(int at) {
  if (playing_ == at) return;
  playing_ = at;
  for (int i = 0; i < list_->count(); ++i) {
    QFont font = list_->item(i)->font();
    font.setBold(i == at);
    list_->item(i)->setFont(font);
  }
  if (at >= 0 && at < list_->count()) list_->scrollToItem(list_->item(at));
}

QString StoryPanel::lineOf(int at) const {
  const StoryStep& one = story_.steps[std::size_t(at)];
  QString text = reading_ ? reading_(one) : look_.words(one.caption);
  if (text.isEmpty()) text = one.focus.empty() ? look_.words("story.no-caption") : QString::fromStdString(one.focus);
  const double s = (one.transition == StoryStep::Transition::fly ? one.fliesS : 0.0) + one.lastsS;
  return QStringLiteral("%1  %2 · %3 s").arg(at + 1).arg(text).arg(s, 0, 'f', s < 10.0 ? 1 : 0);
}

void StoryPanel::setReading(std::function<QString(const StoryStep&)> reading) {
  reading_ = std::move(reading);
  readAgain();
}

void StoryPanel::readAgain() {
  const QSignalBlocker quiet(list_);
  for (int at = 0; at < list_->count(); ++at)
    if (const QString line = lineOf(at); line != list_->item(at)->text()) list_->item(at)->setText(line);
}

void StoryPanel::fillList() {
  const int before = chosen();
  {
    const QSignalBlocker quiet(list_);
    list_->clear();
    for (int at = 0; at < int(story_.steps.size()); ++at) list_->addItem(lineOf(at));
    list_->setCurrentRow(std::min(before, list_->count() - 1));
  }
  const bool hasSteps = !story_.steps.empty();
  for (const char* id : {"story.play", "story.kiosk", "story.film", "story.save", "story.up", "story.down",
                         "story.remove", "story.retake"})
    button(id).setEnabled(hasSteps);
  fillForm();
}

void StoryPanel::fillForm() {
  const StoryStep* one = step();
  form_->setEnabled(one != nullptr);
  const StoryStep none_;
  const StoryStep& shown = one ? *one : none_;
  isFilling_ = true;
  // from its beginning, but not under the hand of whoever types it
  const auto put = [](QLineEdit& field, const std::string& text) {
    if (const QString said = QString::fromStdString(text); field.text() != said) {
      field.setText(said);
      field.setCursorPosition(0);
    }
  };
  put(*captionEn_, shown.caption.en);
  put(*captionZh_, shown.caption.zh);
  focus_->setText(QString::fromStdString(shown.focus));
  focus_->setPlaceholderText(shown.camera.isGiven() ? look_.words("story.own-camera") : QString());
  at_->setText(textOf(shown.at));
  lasts_->setValue(shown.lastsS);
  flies_->setValue(shown.fliesS);
  speed_->setValue(shown.speed);
  overlay_->setCurrentIndex(std::max(0, overlay_->findData(QString::fromStdString(shown.overlay))));
  style_->setCurrentIndex(int(shown.style));
  transition_->setCurrentIndex(int(shown.transition));
  QStringList lines;
  for (const Action& action : shown.actions) lines << QString::fromStdString(toText(action));
  actions_->setPlainText(lines.join(QLatin1Char('\n')));
  trouble_->hide();
  isFilling_ = false;
}

void StoryPanel::take() {
  StoryStep* one = step();
  if (isFilling_ || !one) return;
  const StoryStep before = *one;
  QString trouble;
  one->caption = {captionEn_->text().toStdString(), captionZh_->text().toStdString()};
  one->focus = focus_->text().trimmed().toStdString();
  // a place that is named wins over the camera that was recorded
  if (one->focus != before.focus && !one->focus.empty()) one->camera = {};
  if (at_->text().trimmed().isEmpty())
    one->at = Duration{-1};
  else if (const auto at = durationFrom(at_->text().trimmed().toStdString()))
    one->at = *at;
  else
    trouble = look_.words("story.bad-time", {{"time", at_->text().toStdString()}});
  one->lastsS = lasts_->value();
  one->fliesS = flies_->value();
  one->speed = speed_->value();
  one->overlay = overlay_->currentData().toString().toStdString();
  one->style = StoryStep::Style(std::max(0, style_->currentIndex()));
  one->transition = StoryStep::Transition(std::max(0, transition_->currentIndex()));
  std::vector<Action> actions;
  for (const QString& line : actions_->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
    const auto action = actionFrom(line.trimmed().toStdString());
    if (action)
      actions.push_back(*action);
    else
      trouble = look_.words(action.problems().front().what);
  }
  if (trouble.isEmpty()) one->actions = std::move(actions);
  trouble_->setText(trouble);
  trouble_->setVisible(!trouble.isEmpty());
  if (*one == before) return;
  if (QListWidgetItem* item = list_->item(chosen())) item->setText(lineOf(chosen()));
  Q_EMIT changed();
}

void StoryPanel::move(int by) {
  const int from = chosen(), to = from + by;
  if (!step() || to < 0 || std::size_t(to) >= story_.steps.size()) return;
  std::swap(story_.steps[std::size_t(from)], story_.steps[std::size_t(to)]);
  fillList();
  choose(to);
  Q_EMIT changed();
}

void StoryPanel::remove() {
  if (!step()) return;
  const int at = chosen();
  story_.steps.erase(story_.steps.begin() + at);
  fillList();
  choose(std::min(at, int(story_.steps.size()) - 1));
  Q_EMIT changed();
}

}  // namespace plenum::views
