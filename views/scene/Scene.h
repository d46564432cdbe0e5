// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkNew.h>

#include <cstdint>
#include <optional>

#include "overlays/Overlay.h"
#include "scene/BuildingLayer.h"
#include "scene/CableLayer.h"
#include "scene/Camera.h"
#include "scene/DetailLayer.h"
#include "scene/EquipmentLayer.h"
#include "scene/GroundLayer.h"
#include "scene/GrowthLayer.h"
#include "scene/PipeLayer.h"
#include "scene/Presentation.h"
#include "scene/RackLayer.h"
#include "scene/SceneOptions.h"
#include "scene/SkyLayer.h"
#include "scene/Storeys.h"

class vtkRenderer;

namespace plenum {

/// The whole campus in one vtkRenderer, which draws into whatever window it is given. One thread at a time.
class Scene {
 public:
  Scene();
  ~Scene();

  /// Geometry, when the layout, the palette, the cut or an option is another one; else nothing. Storeys above
  /// `cutAboveM` are left out. Of another layout only what stands otherwise is made anew: the picture is, point by
  /// point, that of a scene that has never seen another layout.
  void rebuild(const LayoutPtr& layout, const Palette& palette, double cutAboveM = uncut,
               const SceneOptions& options = {});
  /// Values, when the frame, the overlay or its range is another one; else nothing. `passedS`: for how long the person
  /// has looked since the last frame, by which what flows moves on; 0: it stands.
  void refresh(const FramePtr& frame, const Overlay& overlay, double passedS = 0.0);
  void look(const Camera& camera);
  /// No plumes.
  void setMotionReduced(bool isReduced) { details_.setMotionReduced(isReduced); }

  vtkRenderer& renderer() { return *renderer_.Get(); }
  const RackLayer& racks() const { return racks_; }
  const EquipmentLayer& equipment() const { return equipment_; }
  const PipeLayer& pipes() const { return pipes_; }
  const CableLayer& cables() const { return cables_; }
  const DetailLayer& details() const { return details_; }
  const BuildingLayer& buildings() const { return buildings_; }
  const Presentation& presentation() const { return presentation_; }
  const GrowthLayer& growth() const { return growth_; }
  const GroundLayer& ground() const { return ground_; }
  /// How many meshes the last rebuild handed to the graphics library, for tests.
  std::size_t made() const { return made_; }

 private:
  void seeThrough();
  void grow();
  void clear();
  void arrange();
  Time lightNow(const Location& place);

  vtkNew<vtkRenderer> renderer_;
  LayoutPtr layout_;
  FramePtr frame_;
  Palette palette_, materials_;
  double cutAboveM_ = uncut;
  SceneOptions options_;
  std::string_view overlay_;
  OverlayRange range_;
  double reachM_ = 1000.0;
  Vec3 middle_;
  double wavesS_ = 0.0;
  /// The chosen hour of a day.
  struct Hour {
    Light light;
    std::int64_t day;
    Location place;
    Time at;
  };
  std::optional<Hour> hour_;
  Presentation presentation_;
  SkyLayer sky_;
  GroundLayer ground_;
  BuildingLayer buildings_;
  RackLayer racks_;
  EquipmentLayer equipment_;
  PipeLayer pipes_;
  CableLayer cables_;
  DetailLayer details_;
  GrowthLayer growth_;
  Box planned_;  // ground that is level for what is planned
  std::size_t made_ = 0;
};

}  // namespace plenum
