// SPDX-License-Identifier: Apache-2.0
#include "window/StartPage.h"

#include <QKeyEvent>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>
#include <array>

#include "panels/Parts.h"

namespace plenum {

namespace {

using views::Theme;
using views::Tone;

constexpr QSize picture(176, 110);
constexpr std::array<const char*, 4> templateIds{"campus-10k", "campus-100k", "hall", "empty"};
constexpr std::array<const char*, 4> templateIcons{"campus", "campus", "hall", "building"};

/// A card's picture: what was taken, or an icon on a quiet ground.
QIcon cardOf(views::Look& look, const QPixmap& taken, const char* icon) {
  QPixmap card(picture);
  card.fill(look.theme.tokens().ground);
  QPainter painter(&card);
  if (taken.isNull())
    look.icons.of(QLatin1String(icon))
        .paint(&painter, QRect(picture.width() / 2 - 20, picture.height() / 2 - 20, 40, 40));
  else
    painter.drawPixmap(card.rect(), taken.scaled(picture, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation));
  painter.setPen(look.theme.tokens().line);
  painter.drawRect(card.rect().adjusted(0, 0, -1, -1));
  return QIcon(card);
}

}  // namespace

StartPage::StartPage(views::Look& look, QWidget* window) : QWidget(window), look_(look) {
  hide();
  setAutoFillBackground(true);
  auto* scroll = new QScrollArea(this);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);
  page_ = new QWidget(scroll);
  scroll->setWidget(page_);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(scroll);

  auto* title = views::plainLabel(look, Theme::Type::figure, Tone::text, true, page_);
  title->setText(QStringLiteral("Plenum"));
  recent_ = list("start.recent");
  samples_ = list("start.samples");
  templates_ = list("start.templates");
  open_ = views::textButton(look, "start.open", page_);
  tour_ = views::textButton(look, "start.tour", page_);
  close_ = views::textButton(look, "start.close", page_);
  auto* across = new QHBoxLayout;
  across->addWidget(open_);
  across->addWidget(tour_);
  across->addStretch(1);
  across->addWidget(close_);
  auto* down = new QVBoxLayout(page_);
  down->setContentsMargins(48, 24, 48, 24);
  down->setSpacing(8);
  down->addWidget(title);
  down->addWidget(views::label(look, "start.subtitle", Theme::Type::body, Tone::dim, page_));
  down->addSpacing(8);
  for (const auto& [id, box] : {std::pair{"start.recent", recent_}, std::pair{"start.samples", samples_},
                                std::pair{"start.templates", templates_}}) {
    down->addWidget(views::label(look, id, Theme::Type::title, Tone::text, page_));
    down->addWidget(box);
  }
  down->addStretch(1);
  down->addLayout(across);

  connect(recent_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
    if (const int row = recent_->row(item); std::size_t(row) < offered_.size())
      Q_EMIT openAsked(offered_[std::size_t(row)].file);
  });
  connect(samples_, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { Q_EMIT openAsked(sampleFiles_[std::size_t(samples_->row(item))]); });
  connect(templates_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
    Q_EMIT templateAsked(QLatin1String(templateIds[std::size_t(templates_->row(item))]));
  });
  for (QListWidget* box : {recent_, samples_, templates_})
    connect(box, &QListWidget::itemClicked, box, &QListWidget::itemActivated);
  connect(open_, &QPushButton::clicked, this, &StartPage::fileAsked);
  connect(tour_, &QPushButton::clicked, this, &StartPage::tourAsked);
  connect(close_, &QPushButton::clicked, this, &QWidget::hide);
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("command.start").remove(QLatin1Char('&')));
    refresh();
  });
  connect(&look_.theme, &Theme::changed, this, &StartPage::refresh);
  window->installEventFilter(this);
}

QListWidget* StartPage::list(const char* nameId) {
  auto* made = new QListWidget(page_);
  made->setViewMode(QListView::IconMode);
  made->setFlow(QListView::LeftToRight);
  made->setWrapping(false);
  made->setMovement(QListView::Static);
  made->setIconSize(picture);
  made->setGridSize(QSize(picture.width() + 24, picture.height() + 44));
  made->setFixedHeight(picture.height() + 62);
  made->setWordWrap(true);
  made->setFrameShape(QFrame::NoFrame);
  made->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  made->setTabKeyNavigation(false);
  look_.words.follow(made, [this, made, nameId] { made->setAccessibleName(look_.words(nameId)); });
  return made;
}

void StartPage::offer(const std::vector<Recent>& recent, const std::vector<std::filesystem::path>& samples,
                      bool canClose) {
  offered_ = recent;
  sampleFiles_ = samples;
  close_->setVisible(canClose);
  refresh();
  lay();
  show();
  raise();
  (recent_->count() > 0 && !offered_.empty() ? recent_ : samples_)->setFocus();
}

void StartPage::refresh() {
  const auto named = [this](QListWidget* list, const QPixmap& taken, const char* icon, const QString& text) {
    auto* item = new QListWidgetItem(cardOf(look_, taken, icon), text, list);
    item->setTextAlignment(Qt::AlignHCenter | Qt::AlignTop);
    return item;
  };
  recent_->clear();
  for (const Recent& one : offered_)
    named(recent_, one.picture, "open", QString::fromStdString(one.file.filename().string()))
        ->setToolTip(QString::fromStdString(one.file.string()));
  if (offered_.empty()) {
    auto* item = named(recent_, {}, "open", look_.words("start.no-recent"));
    item->setFlags(Qt::NoItemFlags);
  }
  samples_->clear();
  for (const std::filesystem::path& file : sampleFiles_) {
    const std::string id = "start.sample." + file.parent_path().filename().string();
    const QString said = look_.words(id.c_str());
    const std::filesystem::path taken = file.parent_path() / "picture.png";
    named(samples_, QPixmap(QString::fromStdString(taken.string())), "campus",
          said.startsWith(QLatin1Char('[')) ? QString::fromStdString(file.parent_path().filename().string()) : said);
  }
  templates_->clear();
  for (std::size_t i = 0; i < templateIds.size(); ++i)
    named(templates_, {}, templateIcons[i], look_.words((std::string("start.template.") + templateIds[i]).c_str()));
  for (QListWidget* box : {recent_, samples_, templates_}) box->setCurrentRow(0);
}

void StartPage::lay() {
  const auto* window = static_cast<const QMainWindow*>(parentWidget());
  const int top = window->menuWidget() ? window->menuWidget()->geometry().bottom() + 1 : 0;
  setGeometry(0, top, window->width(), window->height() - top);
}

void StartPage::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && close_->isVisible()) return hide();
  QWidget::keyPressEvent(event);
}

bool StartPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) lay();
  return QWidget::eventFilter(watched, event);
}

void StartPage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), look_.theme.tokens().panel); }

}  // namespace plenum
