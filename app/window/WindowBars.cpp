// SPDX-License-Identifier: Apache-2.0
#include <QPushButton>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

#include "panels/Breadcrumb.h"
#include "panels/FigureStrip.h"
#include "panels/OutlookPanel.h"
#include "panels/Parts.h"
#include "panels/StatusBar.h"
#include "panels/TimelineBar.h"
#include "window/CentralView.h"
#include "window/MainWindow.h"
#include "window/Workspaces.h"

namespace plenum {

using views::Breadcrumb;
using views::FigureStrip;
using views::TimelineBar;

void MainWindow::buildBars() {
  const auto bar = [this](const char* id, Qt::ToolBarArea area, QWidget* content) {
    auto* made = new QToolBar(this);
    made->setObjectName(QLatin1String(id));
    made->setMovable(false);
    made->setFloatable(false);
    made->setContextMenuPolicy(Qt::PreventContextMenu);
    made->toggleViewAction()->setVisible(false);
    content->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    made->addWidget(content);
    addToolBar(area, made);
    look_.words.follow(made, [this, made, text = std::string("bar.") + id] {
      made->setWindowTitle(look_.words(text.c_str()));
      made->setAccessibleName(made->windowTitle());
    });
    return made;
  };
  auto* head = new QWidget(this);
  auto* across = new QHBoxLayout(head);
  across->setContentsMargins(12, 4, 8, 4);
  across->setSpacing(4);
  breadcrumb_ = new Breadcrumb(look_, clock_, selection_, head);
  connect(breadcrumb_, &Breadcrumb::went, this, [this](EntityRef entity) { central_->focusOn(entity); });
  across->addWidget(workspaces_->makeSwitch(head));
  across->addSpacing(8);
  across->addWidget(breadcrumb_, 1);
  for (const auto& [icon, id, shortcut] : {std::tuple{"undo", "undo", "Ctrl+Z"}, std::tuple{"redo", "redo", "Ctrl+Y"},
                                           std::tuple{"focus", "focus", "F"}, std::tuple{"home", "fit", "Home"}}) {
    const std::string text = std::string("command.") + id;
    auto* button = views::iconButton(look_, QLatin1String(icon), "key.space", QString(), head);
    look_.words.follow(button, [this, button, text, key = QLatin1String(shortcut)] {
      const QString name = look_.words(text.c_str()).remove(QLatin1Char('&'));
      button->setAccessibleName(name);
      button->setToolTip(QStringLiteral("%1 (%2)").arg(name, key));
    });
    connect(button, &QToolButton::clicked, this, [this, key = QLatin1String(id)] { action(key)->trigger(); });
    across->addWidget(button);
  }
  // looks like the line that it opens
  auto* search = new QPushButton(head);
  search->setAutoDefault(false);
  search->setMinimumWidth(190);
  look_.followTheme(search, [this, search] { search->setIcon(look_.icons.of(QStringLiteral("search"))); });
  look_.words.follow(search, [this, search] {
    search->setText(look_.words("palette.open") + QStringLiteral("    Ctrl+K"));
    search->setToolTip(look_.words("palette.examples"));
  });
  connect(search, &QPushButton::clicked, this, [this] { action(QStringLiteral("palette"))->trigger(); });
  search_ = search;
  across->addSpacing(8);
  across->addWidget(search);
  auto* language = views::textButton(look_, "bar.language", head);
  look_.words.follow(language, [this, language] { language->setToolTip(look_.words("command.language")); });
  connect(language, &QPushButton::clicked, this, &MainWindow::toggleLanguage);
  across->addSpacing(8);
  across->addWidget(language);
  bar("head", Qt::TopToolBarArea, head);
  addToolBarBreak(Qt::TopToolBarArea);
  figures_ = new FigureStrip(look_, clock_, selection_, this);
  bar("figures", Qt::TopToolBarArea, figures_);
  timeline_ = new TimelineBar(look_, clock_, desk_, this);
  bar("timeline", Qt::BottomToolBarArea, timeline_);
  status_ = new views::StatusBar(look_, clock_, this);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->addWidget(status_, 1);
  auto* banner = new views::OutlookBanner(look_, clock_, selection_, this);
  statusBar()->addPermanentWidget(banner);
  connect(banner, &QPushButton::clicked, this, [this] { showDock(QStringLiteral("outlook")); });
  statusBar()->setContentsMargins(0, 0, 0, 0);
}

}  // namespace plenum
