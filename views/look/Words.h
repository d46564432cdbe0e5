// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QString>
#include <functional>
#include <string>

#include "base/Text.h"

namespace plenum::views {

/// The window's tongue: looks texts up by id and tells everybody when the language changes, so that no restart is
/// needed. The tables themselves belong to the application, which hands in a closure.
class Words final : public QObject {
  Q_OBJECT
 public:
  using Say = std::function<std::string(const Text&)>;
  explicit Words(QObject* parent = nullptr) : QObject(parent) {}

  /// Speaks another language from now on. `code` is "en" or "zh".
  void speak(const QString& code, Say say);
  const QString& code() const { return code_; }
  bool isChinese() const { return code_ == QLatin1String("zh"); }

  QString operator()(const Text& text) const;
  QString operator()(const char* id) const { return (*this)(Text(id)); }
  QString operator()(const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments) const {
    return (*this)(Text(id, arguments));
  }
  QString operator()(const Name& name) const { return QString::fromStdString(name.in(isChinese())); }

  /// Does `say` now and after every change, for as long as `context` lives.
  template <class F>
  void follow(QObject* context, F say) {
    say();
    connect(this, &Words::changed, context, say);
  }

 Q_SIGNALS:
  void changed();

 private:
  QString code_ = QStringLiteral("en");
  Say say_;
};

}  // namespace plenum::views
