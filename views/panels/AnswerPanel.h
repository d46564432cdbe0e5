// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QWidget>

#include "base/Problem.h"
#include "live/Selection.h"
#include "models/AnswerModel.h"

namespace plenum::views {

/// What every panel with a question has: a line of controls, a sentence that says what came of it or how far it is, and
/// a table of which a click selects the thing. The question itself is answered elsewhere.
class AnswerPanel : public QWidget {
  Q_OBJECT
 public:
  QTableView& table() { return *table_; }
  AnswerModel& model() { return *model_; }
  QPushButton& askButton() { return *ask_; }
  QString sentence() const { return sentence_->text(); }

  /// The answer is being worked out; 0 … 1.
  void showProgress(double done);
  /// It could not be.
  void showProblems(const Problems& problems);
  /// Another site, or another revision of it: what is shown no longer holds.
  void forget();

 Q_SIGNALS:
  void asked();
  void stopAsked();
  void activated(EntityRef entity);

 protected:
  AnswerPanel(Look& look, Selection& selection, std::vector<AnswerModel::Column> columns, const char* askId,
              const char* tableId, const char* beginId, QWidget* parent);
  /// Fills table and sentence anew, in the language of the moment.
  virtual void fill() = 0;
  virtual void drop() = 0;
  void say(const QString& text) { sentence_->setText(text); }
  void answered();
  Look& look() { return look_; }
  QHBoxLayout& controls() { return *controls_; }
  QVBoxLayout& down() { return *down_; }

 private:
  void refresh();
  void fitColumns();
  Look& look_;
  const char* beginId_;
  AnswerModel* model_;
  QTableView* table_;
  QHBoxLayout* controls_;
  QVBoxLayout* down_;
  QPushButton *ask_, *stop_;
  QLabel* sentence_;
  Problems problems_;
  enum class Stage { begin, working, refused, answered } stage_ = Stage::begin;
};

}  // namespace plenum::views
