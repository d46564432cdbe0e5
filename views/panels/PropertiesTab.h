// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QScrollArea>
#include <QVBoxLayout>

#include "document/Document.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"
#include "panels/PropertyRows.h"

namespace plenum::views {

/// What is selected: what can be set of it in the document, of one thing or of several at once, and the numbers of the
/// leading thing's catalogue row, each with confidence and source.
class PropertiesTab final : public QScrollArea {
  Q_OBJECT
 public:
  PropertiesTab(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  /// Who makes the edits of things and says what forbids them; without it they are told by `editAsked`.
  void setTryEdit(TryEdit tryEdit) { tryEdit_ = std::move(tryEdit); }
  /// Null where nothing that is written is selected.
  PropertyRows* rows() const { return rows_; }

 Q_SIGNALS:
  void editAsked(const Edit& edit);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void rebuild();  // at once where it is seen, else once it is
  void fill();
  bool isStale_ = false;  // nobody sees it: built when somebody does
  void addDesign(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addSpecs(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addName(QVBoxLayout& down, const Name& name, std::function<Edit(Name)> edit);
  void addWritten(QVBoxLayout& down, const Layout& layout);
  template <class Spec>
  void addSpec(QVBoxLayout& down, const Catalog& catalog, const Spec* spec);
  void heading(QVBoxLayout& down, const QString& text);

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  TryEdit tryEdit_;
  PropertyRows* rows_ = nullptr;
};

}  // namespace plenum::views
