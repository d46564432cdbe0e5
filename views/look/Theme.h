// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <array>

namespace plenum::views {

/// The colours of one scheme by what they mean. Grey is normal; colour is for the selection and for what is wrong.
struct Tokens {
  QColor ground, panel, raised, line;
  QColor text, dim, faint;
  QColor accent, onAccent, selection;
  std::array<QColor, 4> priority;  // 1 … 3; 4 is the colour of a journal entry
  std::array<QColor, 6> series;    // lines of a chart, quiet, told apart by lightness as well
  bool isDark = true;
};

/// Which colours and fonts the window wears. Turns its tokens into the application's palette and style; widgets that
/// paint themselves read the tokens and repaint on `changed`.
class Theme final : public QObject {
  Q_OBJECT
 public:
  enum class Scheme { dark, light, highContrast };
  enum class Type { caption, table, body, title, figure };  // 11, 12, 13, 15 and 20 px

  explicit Theme(QObject* parent = nullptr);

  /// Loads Inter from a folder of fonts; without it the system's own face is used.
  void loadFonts(const QString& folder);
  /// Dresses the application: Fusion beneath a quiet style, palette, font.
  void wear(Scheme scheme);
  /// Chinese glyphs come from the system's simplified Chinese face, Japanese variants do not slip in.
  void setLanguage(const QString& code);

  Scheme scheme() const { return scheme_; }
  const Tokens& tokens() const { return tokens_; }
  QPalette palette() const;
  QFont font(Type type, bool isBold = false) const;

  /// Contrast of two colours after WCAG 2.2, 1 … 21.
  static double contrast(const QColor& a, const QColor& b);
  static Tokens tokensOf(Scheme scheme);

  static constexpr int gap = 4;  // spacing comes in steps of this
  static constexpr int controlHeight = 28;
  static constexpr int radius = 6;

 Q_SIGNALS:
  void changed();

 private:
  Scheme scheme_ = Scheme::dark;
  Tokens tokens_;
  QString family_;
  QString language_ = QStringLiteral("en");
};

}  // namespace plenum::views
