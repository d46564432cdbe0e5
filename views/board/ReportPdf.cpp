// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QPageLayout>
#include <QPdfWriter>

#include "board/ReportPaper.h"
#include "schematics/Export.h"

namespace plenum::views {
namespace {

constexpr double pageDotsPerInch = 96.0;
constexpr int printResolution = 1200;

}  // namespace

Problems writeReportPdf(const QString& file, const plan::report::Report& report, const ReportInk& ink) {
  const ReportPages pages(report, ink);
  QPdfWriter pdf(file);
  pdf.setResolution(printResolution);
  pdf.setPageSize(QPageSize(QPageSize::A4));
  pdf.setPageMargins({0, 0, 0, 0});
  pdf.setTitle(QString::fromStdString(report.plan.in(ink.tongue.isChinese)) + QStringLiteral(" · ") +
               QString::fromStdString(report.fingerprint));
  pdf.setCreator(QStringLiteral("Plenum"));
  QPainter painter;
  const bool wasThere = QFile::exists(file);
  bool isGood = painter.begin(&pdf);
  for (std::size_t k = 0; isGood && k < pages.count(); ++k) {
    if (k > 0) isGood = pdf.newPage();
    painter.save();
    painter.scale(printResolution / pageDotsPerInch, printResolution / pageDotsPerInch);
    pages.paint(painter, k);
    painter.restore();
  }
  isGood = isGood && painter.end();
  if (isGood) return {};
  if (!wasThere) QFile::remove(file);
  return {unwritable(file)};
}

}  // namespace plenum::views
