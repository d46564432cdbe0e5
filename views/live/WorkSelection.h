// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <string>

namespace plenum::views {

/// Which job or service the person looks at, by its id: jobs come and go, and none of them is a thing of the site.
/// One for the tables, the Gantt chart, the 3D view and the inspector alike; empty where none is.
class WorkSelection final : public QObject {
  Q_OBJECT
 public:
  explicit WorkSelection(QObject* parent = nullptr) : QObject(parent) {}

  const std::string& current() const { return current_; }
  void select(const std::string& id) {
    if (id == current_) return;
    current_ = id;
    Q_EMIT changed(current_);
  }
  void clear() { select({}); }

 Q_SIGNALS:
  void changed(const std::string& id);

 private:
  std::string current_;
};

}  // namespace plenum::views
