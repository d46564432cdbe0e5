// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QScrollArea>
#include <QVBoxLayout>

#include "document/Document.h"
#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"

namespace plenum::views {

/// What the selected thing is: what can be edited of it in the document, and the numbers of its catalogue row, each
/// with confidence and source.
class PropertiesTab final : public QScrollArea {
  Q_OBJECT
 public:
  PropertiesTab(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);

 Q_SIGNALS:
  void editAsked(const Edit& edit);

 private:
  void rebuild();
  void addDesign(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addSpecs(QVBoxLayout& down, const Layout& layout, EntityRef entity);
  void addName(QVBoxLayout& down, const Name& name, std::function<Edit(Name)> edit);
  void addSupply(QVBoxLayout& down, const std::string& target, Celsius now);
  void addRow(QVBoxLayout& down, const Layout& layout, const PlacedRow& row);
  template <class Spec>
  void addSpec(QVBoxLayout& down, const Catalog& catalog, const Spec* spec);
  void heading(QVBoxLayout& down, const QString& text);

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
};

}  // namespace plenum::views
