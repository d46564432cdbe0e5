// SPDX-License-Identifier: Apache-2.0
// From where the CampusView looks when nobody has chosen: the campus in what the panels over the picture leave free.
#include <algorithm>

#include "scene/Views.h"
#include "viewport/CampusView.h"
#include "viewport/Marks.h"

namespace plenum {

FreePart CampusView::freePart() const {
  constexpr double rimPx = 14.0, namePx = 36.0, leastShare = 0.45;
  const Sentences& say = say_;
  const Annotations look{theme_, say, isChinese_, Annotations::scaleIn(height())};
  double left = rimPx;
  // in Present the roofs are on from here, and what they hide has no colours to tell of
  const bool hasLegend = options_.style == SceneStyle::operate || options_.roofs == Roofs::open;
  if (hasLegend && !options_.growth) {
    const QSizeF legend = look.legendSize(rangedOverlay(), rangeMode());
    if (legend.height() < 0.85 * height()) left = 2 * rimPx + legend.width();
  }
  left = std::min(left, (1.0 - leastShare) * width());
  // names stand above what they name
  const double top = std::min(std::max<double>(keptClear_.bottom() + 1, 0.0) + namePx, (1.0 - leastShare) * height());
  return {2.0 * left / std::max(1, width()) - 1.0, 1.0 - 2.0 * rimPx / std::max(1, width()),
          2.0 * rimPx / std::max(1, height()) - 1.0, 1.0 - 2.0 * top / std::max(1, height())};
}

Camera CampusView::homeCamera() const { return openingCamera(*frame_->layout, aspect(), freePart()); }

/// A picture of another size, or with other things over it, is of the same place.
void CampusView::stayHome() {
  if (!isHome_ || !frame_ || width() <= 1 || height() <= 1) return;
  flight_.stop();
  camera_ = homeCamera();
}

bool CampusView::setNamedView(std::string_view id) {
  if (!frame_) return false;
  const bool isHome = id == "campus";
  const auto camera = isHome ? std::optional(homeCamera()) : cameraOf(*frame_->layout, id, aspect());
  if (!camera) return false;
  cutFor(frame_->layout->find(id).value_or(EntityRef{}));
  flyTo(*camera);
  focus_.reset();
  isHome_ = isHome;
  return true;
}

}  // namespace plenum
