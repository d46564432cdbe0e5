// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <map>
#include <string>
#include <vector>

#include "look/Look.h"

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;

namespace plenum::views {

/// A few numbers and choices to be given before something is done; whoever opened it hears of every change, so that
/// ghosts can be shown meanwhile. Holds nothing up: the window goes on behind it.
class FormDialog final : public QDialog {
  Q_OBJECT
 public:
  struct Number {
    const char* id;  // its title is the text of this id
    double low = 0.0, high = 1.0, value = 0.0;
    int decimals = 2;
    const char* unit = "";  // "m" is asked in the person's own unit of length
  };
  struct Choice {
    const char* id;
    std::vector<std::pair<std::string, QString>> options;  // what is told, what is said
    std::string value;
  };
  FormDialog(Look& look, const char* titleId, const char* doId, QWidget* parent);
  void add(const Number& number);
  void add(const Choice& choice);

  double number(const char* id) const;
  int whole(const char* id) const;
  std::string choice(const char* id) const;
  QDoubleSpinBox* box(const char* id) const;
  QComboBox* list(const char* id) const;
  /// What it would lead to, or why it cannot be done.
  void tell(const QString& text, bool isWrong);
  QString said() const { return said_->text(); }
  QPushButton& doButton() { return *do_; }

 Q_SIGNALS:
  void changed();

 private:
  Look& look_;
  QGridLayout* grid_;
  QLabel* said_;
  QPushButton* do_;
  std::map<std::string, QDoubleSpinBox*> numbers_;
  std::map<std::string, double> perUnit_;  // metres, where a person counts in feet
  std::map<std::string, QComboBox*> choices_;
};

}  // namespace plenum::views
