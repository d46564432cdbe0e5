// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QByteArray>
#include <QImage>
#include <QPainter>
#include <QSizeF>
#include <QString>
#include <functional>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "look/Look.h"
#include "report/Report.h"

namespace plenum::views {

/// A picture of the campus for the report.
struct ReportStill {
  QImage image;
  Text caption;
};

/// What a report is written with: one language. Refers to what it is told; used by one thread at a time, and not
/// necessarily that of the window.
struct ReportInk {
  plan::report::Tongue tongue;
  const Look& look;
  /// Draws one of the report's pictures by its name; false where it is not to be had.
  std::function<bool(const std::string& what, QPainter&, const QRectF&)> paint;
  /// How large it wants to be, in pixels of the screen; empty where it is not to be had.
  std::function<QSizeF(const std::string& what)> sizeOf;
  std::vector<ReportStill> stills;
};

/// One file without anything from outside, no script, to be read on a screen and printed.
QByteArray htmlOf(const plan::report::Report& report, const ReportInk& ink);

/// A4, numbered, with the plan's fingerprint on every page. Nothing is left behind where it cannot be written.
Problems writeReportPdf(const QString& file, const plan::report::Report& report, const ReportInk& ink);

/// The same pages by themselves.
class ReportPages {
 public:
  ReportPages(const plan::report::Report& report, const ReportInk& ink);
  static QSizeF sizePx();  // of a page, at 96 dots an inch
  std::size_t count() const { return pages_.size(); }
  void paint(QPainter& painter, std::size_t page) const;
  /// On which page a section begins, from 1; 0: none is called so.
  std::size_t pageOf(const std::string& section) const;

 private:
  friend class ReportFlow;
  std::vector<std::vector<std::function<void(QPainter&)>>> pages_;
  std::vector<std::pair<std::string, std::size_t>> begins_;
};

}  // namespace plenum::views
