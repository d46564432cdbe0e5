// SPDX-License-Identifier: Apache-2.0
#include "window/SavedViews.h"

#include <QGridLayout>
#include <QInputDialog>
#include <QPainter>
#include <QTimer>
#include <algorithm>

#include "panels/Parts.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"

namespace plenum {

namespace {
constexpr QSize pictureSize(128, 80);
}

SavedViews::SavedViews(views::Look& look, Workbench& bench, CentralView& central, QWidget* parent)
    : QWidget(parent), look_(look), bench_(bench), central_(central) {
  list_ = new QListWidget(this);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setIconSize(pictureSize);
  list_->setWordWrap(true);
  list_->setSpacing(2);
  keep_ = views::textButton(look, "views.keep", this);
  go_ = views::textButton(look, "views.go", this);
  rename_ = views::textButton(look, "views.rename", this);
  update_ = views::textButton(look, "views.update", this);
  remove_ = views::textButton(look, "views.remove", this);
  auto* grid = new QGridLayout;
  grid->addWidget(keep_, 0, 0);
  grid->addWidget(go_, 0, 1);
  grid->addWidget(rename_, 1, 0);
  grid->addWidget(remove_, 1, 1);
  grid->addWidget(update_, 2, 0, 1, 2);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(8, 8, 8, 8);
  down->addWidget(list_, 1);
  down->addLayout(grid);
  connect(keep_, &QPushButton::clicked, this, [this] { askAndKeep(nextName()); });
  connect(go_, &QPushButton::clicked, this, [this] { goTo(list_->currentRow()); });
  connect(list_, &QListWidget::itemActivated, this, [this] { goTo(list_->currentRow()); });
  connect(rename_, &QPushButton::clicked, this, &SavedViews::rename);
  connect(update_, &QPushButton::clicked, this, &SavedViews::lookFromHere);
  connect(remove_, &QPushButton::clicked, this, &SavedViews::remove);
  connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
    const bool isOne = row >= 0 && kept() && std::size_t(row) < kept()->size();
    for (QPushButton* button : {go_, rename_, update_, remove_}) button->setEnabled(isOne);
  });
  connect(&bench_, &Workbench::opened, this, [this] {
    pictures_.clear();
    refresh();
  });
  connect(&bench_, &Workbench::documentChanged, this, &SavedViews::refresh);
  look_.words.follow(this, [this] {
    list_->setAccessibleName(look_.words("views.list"));
    refresh();
  });
}

const std::vector<SavedView>* SavedViews::kept() const {
  return bench_.document() ? &bench_.document()->current()->site->views : nullptr;
}

QString SavedViews::nextName() const {
  return look_.words("views.default", {{"n", std::to_string(kept() ? kept()->size() + 1 : 1)}});
}

void SavedViews::refresh() {
  const int row = list_->currentRow();
  list_->clear();
  if (kept())
    for (const SavedView& view : *kept()) {
      auto* item = new QListWidgetItem(look_.words(view.name), list_);
      const auto picture = pictures_.find(view.id);
      if (picture != pictures_.end()) {
        item->setIcon(QIcon(picture->second));
      } else {
        // nobody has looked from there yet
        QPixmap blank(pictureSize);
        blank.fill(look_.theme.tokens().raised);
        QPainter painter(&blank);
        look_.icons.of(QStringLiteral("focus")).paint(&painter, QRect(QPoint(52, 28), QSize(24, 24)));
        painter.end();
        item->setIcon(QIcon(blank));
      }
    }
  if (list_->count() == 0) {
    auto* item = new QListWidgetItem(look_.words("views.empty"), list_);
    item->setFlags(Qt::NoItemFlags);
  }
  keep_->setEnabled(bench_.document() != nullptr);
  list_->setCurrentRow(std::min(row, list_->count() - 1));
  if (row < 0)
    for (QPushButton* button : {go_, rename_, update_, remove_}) button->setEnabled(false);
}

SavedView SavedViews::seen(const std::string& id, const Name& name) const {
  const Camera& camera = central_.view().camera();
  return {id,
          name,
          camera.target,
          camera.azimuthDeg,
          std::clamp(camera.elevationDeg, 3.0, 90.0),
          camera.distanceM,
          central_.overlay().toStdString()};
}

void SavedViews::keep(const QString& name) {
  if (!kept() || name.trimmed().isEmpty()) return;
  // the first number that no view has
  std::string id;
  for (int n = 1; id.empty(); ++n) {
    const std::string wanted = "V" + std::to_string(n);
    if (std::none_of(kept()->begin(), kept()->end(), [&](const SavedView& v) { return v.id == wanted; })) id = wanted;
  }
  takePicture(id);
  const std::string text = name.trimmed().toStdString();
  Q_EMIT editAsked(PutView{seen(id, Name{text, text})});
}

void SavedViews::askAndKeep(const QString& proposal) {
  if (!kept()) return;
  auto* dialog = new QInputDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(look_.words("command.keep-view").remove(QLatin1Char('&')).remove(QStringLiteral("…")));
  dialog->setLabelText(look_.words("views.name"));
  dialog->setTextValue(proposal);
  connect(dialog, &QInputDialog::textValueSelected, this, &SavedViews::keep);
  dialog->open();
}

void SavedViews::goTo(int row) {
  if (!kept() || row < 0 || std::size_t(row) >= kept()->size()) return;
  const SavedView& view = (*kept())[std::size_t(row)];
  Camera camera = central_.view().camera();
  camera.target = view.target;
  camera.azimuthDeg = view.azimuthDeg;
  camera.elevationDeg = view.elevationDeg;
  camera.distanceM = view.distanceM;
  central_.view().setCamera(camera);
  if (!view.overlay.empty()) central_.setOverlay(QString::fromStdString(view.overlay));
  // what is seen when the picture has settled
  QTimer::singleShot(1500, this, [this, id = view.id, target = view.target] {
    if (!(central_.view().camera().target == target)) return;
    takePicture(id);
    refresh();
  });
}

void SavedViews::takePicture(const std::string& id) {
  const QImage picture = central_.view().picture();
  if (picture.isNull()) return;
  const QImage scaled = picture.scaled(pictureSize * 2, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
  const QRect middle(
      QPoint((scaled.width() - pictureSize.width() * 2) / 2, (scaled.height() - pictureSize.height() * 2) / 2),
      pictureSize * 2);
  pictures_[id] = QPixmap::fromImage(scaled.copy(middle));
}

void SavedViews::rename() {
  const int row = list_->currentRow();
  if (!kept() || row < 0 || std::size_t(row) >= kept()->size()) return;
  const SavedView view = (*kept())[std::size_t(row)];
  auto* dialog = new QInputDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(look_.words("views.rename"));
  dialog->setLabelText(look_.words("views.name"));
  dialog->setTextValue(look_.words(view.name));
  connect(dialog, &QInputDialog::textValueSelected, this, [this, view](const QString& name) {
    if (name.trimmed().isEmpty()) return;
    SavedView renamed = view;
    const std::string text = name.trimmed().toStdString();
    renamed.name = Name{text, text};
    Q_EMIT editAsked(PutView{renamed});
  });
  dialog->open();
}

void SavedViews::lookFromHere() {
  const int row = list_->currentRow();
  if (!kept() || row < 0 || std::size_t(row) >= kept()->size()) return;
  const SavedView& view = (*kept())[std::size_t(row)];
  takePicture(view.id);
  Q_EMIT editAsked(PutView{seen(view.id, view.name)});
}

void SavedViews::remove() {
  const int row = list_->currentRow();
  if (!kept() || row < 0 || std::size_t(row) >= kept()->size()) return;
  Q_EMIT editAsked(RemoveView{(*kept())[std::size_t(row)].id});
}

}  // namespace plenum
