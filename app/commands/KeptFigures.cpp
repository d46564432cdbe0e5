// SPDX-License-Identifier: Apache-2.0
#ifdef PLENUM_VIEWS
#include "commands/KeptFigures.h"

#include <QCoreApplication>

#include "io/PlanFile.h"
#include "window/Recovery.h"

namespace plenum::app {
namespace {

/// Where the window keeps them too.
std::filesystem::path folder() {
  QCoreApplication::setApplicationName(QStringLiteral("plenum"));
  QCoreApplication::setOrganizationName(QStringLiteral("plenum"));
  return Recovery::standardRoot().parent_path() / "figures";
}

}  // namespace

KeptFigures::KeptFigures() : store_(folder(), programMark()) { store_.load(cache_); }

plan::Preparation KeptFigures::preparation(const Layout& layout) {
  plan::Preparation out;
  out.cache = &cache_;
  out.siteFingerprint = io::fingerprintOf(*layout.site);
  out.catalogFingerprint = io::catalogFingerprint();
  return out;
}

}  // namespace plenum::app
#endif
