// SPDX-License-Identifier: Apache-2.0
#include "window/HelpPage.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QPushButton>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include "io/Files.h"

namespace plenum {

HelpPage::HelpPage(views::Look& look, const QString& page, const char* titleId, QWidget* parent) : QDialog(parent) {
  setWindowTitle(look.words(titleId).remove(QLatin1Char('&')));
  resize(1100, 720);
  auto* down = new QVBoxLayout(this);
  auto* text = new QTextBrowser(this);
  text->setAccessibleName(windowTitle());
  text->setOpenExternalLinks(false);
  const QString file = QString::fromStdString((io::assetsDir().parent_path() / "docs" / page.toStdString()).string());
  if (QFileInfo::exists(file))
    text->setSource(QUrl::fromLocalFile(file));
  else
    text->setPlainText(look.words("help.missing", {{"file", file.toStdString()}}));
  auto* buttons = new QDialogButtonBox(this);
  QPushButton* back = buttons->addButton(look.words("help.back"), QDialogButtonBox::ActionRole);
  back->setEnabled(false);
  buttons->addButton(look.words("dialog.close"), QDialogButtonBox::RejectRole);
  connect(text, &QTextBrowser::backwardAvailable, back, &QPushButton::setEnabled);
  connect(back, &QPushButton::clicked, text, &QTextBrowser::backward);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  down->addWidget(text, 1);
  down->addWidget(buttons);
}

}  // namespace plenum
