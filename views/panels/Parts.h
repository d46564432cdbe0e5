// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include "look/Look.h"

namespace plenum::views {

// The few small widgets that every panel is put together from; each follows language and theme by itself.

/// Numbers that change more often are not read.
inline constexpr qint64 readableMs = 250;

/// A label that says a text, in a type and a colour of the theme.
enum class Tone { text, dim, accent };
QLabel* label(Look& look, const char* textId, Theme::Type type, Tone tone, QWidget* parent);
/// A label whose text is set by its owner.
QLabel* plainLabel(Look& look, Theme::Type type, Tone tone, bool isBold, QWidget* parent);
/// A button with an icon alone: its text is its accessible name and, with the shortcut, its tooltip.
QToolButton* iconButton(Look& look, const QString& icon, const char* textId, const QString& shortcut, QWidget* parent);
QPushButton* textButton(Look& look, const char* textId, QWidget* parent);
/// A table as the panels show it: rows, no grid, one selection.
void dress(QTableView& table, Look& look, const char* nameId);
QFrame* line(QWidget* parent);

}  // namespace plenum::views
