// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QIcon>
#include <QObject>
#include <QRectF>
#include <QString>

#include "look/Theme.h"
#include "site/Layout.h"

class QPainter;

namespace plenum::views {

/// Line icons of assets/icons, drawn in the colours of the theme; they follow it when it changes.
class Icons final : public QObject {
  Q_OBJECT
 public:
  Icons(const Theme& theme, QObject* parent = nullptr) : QObject(parent), theme_(theme) {}
  void setFolder(const QString& folder) { folder_ = folder; }
  QIcon of(const QString& name) const;
  QIcon of(Kind kind) const;
  /// In one colour of one's own choice.
  QIcon of(const QString& name, const QColor& colour) const;

 private:
  QPixmap drawn(const QString& name, const QColor& colour, int pixels) const;
  const Theme& theme_;
  QString folder_;
};

/// The sign of a priority: shape, so that colour is not alone. 1 ■, 2 ◆, 3 ▲, else ●.
void drawPriority(QPainter& painter, const QRectF& in, int priority, const Tokens& tokens);
QIcon priorityIcon(int priority, const Tokens& tokens);
/// The name of a kind's icon, which is also the tail of its text id ("kind.rack").
const char* nameOf(Kind kind);

}  // namespace plenum::views
