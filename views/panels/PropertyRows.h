// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QWidget>
#include <functional>
#include <vector>

#include "document/Edit.h"
#include "document/Properties.h"
#include "look/Look.h"
#include "site/Layout.h"

class QGridLayout;

namespace plenum::views {

/// Tries an edit: the problems that forbid it, or none and it is made.
using TryEdit = std::function<Problems(const Edit&)>;
/// A problem in a sentence or two: what is wrong and what would be right.
QString sentenceOf(const Problem& problem, const Words& words);

/// What can be set of one written thing or of several at once, with unit and range. Where several differ the entry is
/// empty and says so; what is entered then holds for all. A wrong entry stays, with the reason beneath it.
class PropertyRows final : public QWidget {
  Q_OBJECT
 public:
  /// Ids as in site/Written.h; properties that not all of them have are left out.
  PropertyRows(Look& look, SitePtr site, std::vector<std::string> ids, TryEdit tryEdit, QWidget* parent = nullptr);

  const std::vector<std::string>& ids() const { return ids_; }
  std::vector<std::string> shown() const;
  /// The entry of a property; null where it is not shown.
  QWidget* entry(const std::string& property) const;
  /// What is said beneath it; empty where nothing is wrong.
  QString refusal(const std::string& property) const;
  /// Which property is being written, to give the cursor back when the rows are made anew; "" for none.
  std::string written() const;
  void write(const std::string& property);

 private:
  struct Row {
    Property property;
    QWidget* entry = nullptr;
    QLabel* refusal = nullptr;
    QString before;
    bool isMixed = false;
  };
  void addRow(QGridLayout& grid, const Property& property);
  void send(std::size_t row, const QString& value);
  void refuse(Row& row, const QString& why);
  Look& look_;
  SitePtr site_;
  std::vector<std::string> ids_;
  TryEdit tryEdit_;
  std::vector<Row> rows_;
};

}  // namespace plenum::views
