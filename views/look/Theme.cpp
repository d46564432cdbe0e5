// SPDX-License-Identifier: Apache-2.0
#include "look/Theme.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <algorithm>
#include <cmath>

#include "look/QuietStyle.h"

namespace plenum::views {

namespace {

QColor mixed(const QColor& a, const QColor& b, double share) {
  return QColor::fromRgbF(float(a.redF() + (b.redF() - a.redF()) * share),
                          float(a.greenF() + (b.greenF() - a.greenF()) * share),
                          float(a.blueF() + (b.blueF() - a.blueF()) * share));
}

double luminance(const QColor& c) {
  const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

}  // namespace

Theme::Theme(QObject* parent) : QObject(parent), tokens_(tokensOf(Scheme::dark)) {}

Tokens Theme::tokensOf(Scheme scheme) {
  Tokens t;
  switch (scheme) {
    case Scheme::dark:
      t.ground = "#14181d", t.panel = "#1b2127", t.raised = "#20272e", t.line = "#2c353e";
      t.text = "#d7dde3", t.dim = "#8b98a5", t.faint = "#5f6c78";
      t.accent = "#4aa3df", t.onAccent = "#0d1216";
      t.priority = {QColor("#d7263d"), QColor("#e4572e"), QColor("#e0a33a"), QColor("#8b98a5")};
      t.series = {QColor("#e6ebf0"), QColor("#7fa7c9"), QColor("#55808f"),
                  QColor("#b5a57a"), QColor("#9a8fb8"), QColor("#6f9a80")};
      break;
    case Scheme::light:
      t.ground = "#f2f4f6", t.panel = "#ffffff", t.raised = "#f7f9fa", t.line = "#dde3e8";
      t.text = "#1d2731", t.dim = "#5b6976", t.faint = "#93a0ab";
      t.accent = "#1f6fb2", t.onAccent = "#ffffff";
      t.priority = {QColor("#b5152b"), QColor("#c8451d"), QColor("#b97a10"), QColor("#5b6976")};
      t.series = {QColor("#1d2731"), QColor("#3f78a8"), QColor("#5f97a0"),
                  QColor("#8d7a3f"), QColor("#6f62a0"), QColor("#3f7a55")};
      t.isDark = false;
      break;
    case Scheme::highContrast:
      t.ground = "#000000", t.panel = "#000000", t.raised = "#101010", t.line = "#9a9a9a";
      t.text = "#ffffff", t.dim = "#e0e0e0", t.faint = "#b8b8b8";
      t.accent = "#ffd633", t.onAccent = "#000000";
      t.priority = {QColor("#ff6b7d"), QColor("#ff9a6b"), QColor("#ffd06b"), QColor("#e0e0e0")};
      t.series = {QColor("#ffffff"), QColor("#7fd0ff"), QColor("#7fffd4"),
                  QColor("#ffe08a"), QColor("#d8b8ff"), QColor("#a8ff9a")};
      break;
  }
  t.selection = mixed(t.panel, t.accent, t.isDark ? 0.26 : 0.2);
  return t;
}

void Theme::loadFonts(const QString& folder) {
  for (const QString& file : QDir(folder).entryList({QStringLiteral("*.ttf"), QStringLiteral("*.otf")}, QDir::Files)) {
    const int id = QFontDatabase::addApplicationFont(QDir(folder).filePath(file));
    const QStringList families = id < 0 ? QStringList() : QFontDatabase::applicationFontFamilies(id);
    if (family_.isEmpty() && !families.isEmpty()) family_ = families.front();
  }
}

void Theme::setLanguage(const QString& code) {
  language_ = code;
  if (qApp) QApplication::setFont(font(Type::body));
  Q_EMIT changed();
}

QPalette Theme::palette() const {
  const Tokens& t = tokens_;
  QPalette p;
  p.setColor(QPalette::Window, t.panel);
  p.setColor(QPalette::WindowText, t.text);
  p.setColor(QPalette::Base, t.panel);
  p.setColor(QPalette::AlternateBase, t.raised);
  p.setColor(QPalette::Text, t.text);
  p.setColor(QPalette::PlaceholderText, t.dim);
  p.setColor(QPalette::Button, t.raised);
  p.setColor(QPalette::ButtonText, t.text);
  p.setColor(QPalette::BrightText, t.priority[0]);
  p.setColor(QPalette::ToolTipBase, t.raised);
  p.setColor(QPalette::ToolTipText, t.text);
  p.setColor(QPalette::Highlight, t.selection);
  p.setColor(QPalette::HighlightedText, t.text);
  p.setColor(QPalette::Link, t.accent);
  p.setColor(QPalette::LinkVisited, t.accent);
  p.setColor(QPalette::Light, t.line);
  p.setColor(QPalette::Midlight, t.line);
  p.setColor(QPalette::Mid, t.line);
  p.setColor(QPalette::Dark, t.line);
  p.setColor(QPalette::Shadow, t.ground);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
    p.setColor(QPalette::Disabled, role, t.faint);
  return p;
}

QFont Theme::font(Type type, bool isBold) const {
  static constexpr std::array<int, 5> pixels{11, 12, 13, 15, 20};
  QStringList families;
  if (!family_.isEmpty()) families << family_;
  // one CJK face by name: left alone, fontconfig may answer with the Japanese forms of Chinese characters
  families << QStringLiteral("Noto Sans CJK SC") << QStringLiteral("Source Han Sans SC")
           << QStringLiteral("WenQuanYi Micro Hei") << QStringLiteral("sans-serif");
  QFont f(families);
  f.setPixelSize(pixels[static_cast<std::size_t>(type)]);
  f.setWeight(isBold ? QFont::DemiBold : QFont::Normal);
  f.setHintingPreference(QFont::PreferNoHinting);
  return f;
}

void Theme::wear(Scheme scheme) {
  scheme_ = scheme;
  tokens_ = tokensOf(scheme);
  // the first time only: a style is kept, its colours are read anew
  if (!qobject_cast<QuietStyle*>(QApplication::style())) QApplication::setStyle(new QuietStyle(*this));
  QApplication::setPalette(palette());
  QApplication::setFont(font(Type::body));
  Q_EMIT changed();
}

double Theme::contrast(const QColor& a, const QColor& b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace plenum::views
