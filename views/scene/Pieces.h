// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "scene/Mesh.h"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace plenum {

/// The meshes of a layer, one draw call each, that outlive an edit: one that is made from the same, or comes out as it
/// was, keeps its actor and what the graphics library holds of it, wherever in the list it stands now; another one
/// takes over an actor that has become free, and with it its shaders. Whoever paints vertices anew does so in `mesh`;
/// the fingerprint is of the mesh as it was built.
class Pieces {
 public:
  struct Piece {
    std::uint64_t print = 0;  // of the mesh, or of what it is made from
    int shading = 0;
    vtkSmartPointer<vtkPolyData> mesh;
    vtkSmartPointer<vtkActor> actor;  // null where there is nothing to see
  };
  static constexpr std::size_t isNew = ~std::size_t{0};

  using Dress = std::function<void(vtkActor&)>;

  /// `dress` is told of actors that are made for it. Says of each mesh where it stood before, or that it is another.
  std::vector<std::size_t> renew(std::vector<Mesh>& meshes, vtkRenderer& into, const Dress& dress = {});
  /// By the fingerprints of all that each mesh is made from: `build` is asked for those alone that are another, and may
  /// read nothing else.
  std::vector<std::size_t> renew(const std::vector<std::uint64_t>& prints, vtkRenderer& into,
                                 const std::function<Mesh(std::size_t)>& build, const Dress& dress = {});
  void clear(vtkRenderer& from);

  std::size_t size() const { return pieces_.size(); }
  const Piece& operator[](std::size_t i) const { return pieces_[i]; }
  /// Null among them where there is nothing to see.
  std::vector<vtkActor*> actors() const;
  /// How many were another at the last renewal.
  std::size_t made() const { return made_; }

 private:
  std::vector<Piece> pieces_;
  std::size_t made_ = 0;
};

}  // namespace plenum
