// SPDX-License-Identifier: Apache-2.0
#include "scene/Pieces.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>

#include <utility>

namespace plenum {

std::vector<std::size_t> Pieces::renew(std::vector<Mesh>& meshes, vtkRenderer& into, const Dress& dress) {
  std::vector<std::uint64_t> prints;
  for (const Mesh& mesh : meshes) prints.push_back(mesh.print());
  return renew(
      prints, into, [&meshes](std::size_t i) { return std::move(meshes[i]); }, dress);
}

std::vector<std::size_t> Pieces::renew(const std::vector<std::uint64_t>& prints, vtkRenderer& into,
                                       const std::function<Mesh(std::size_t)>& build, const Dress& dress) {
  std::vector<Piece> before = std::move(pieces_);
  std::vector<bool> isFree(before.size(), true);
  pieces_.assign(prints.size(), {});
  std::vector<std::size_t> from(prints.size(), isNew);
  made_ = 0;

  for (std::size_t i = 0; i < prints.size(); ++i) {
    const auto isSame = [&](std::size_t k) { return isFree[k] && before[k].print == prints[i]; };
    std::size_t found = i < before.size() && isSame(i) ? i : 0;
    while (found < before.size() && !isSame(found)) ++found;
    if (found == before.size()) continue;
    isFree[found] = false;
    pieces_[i] = before[found];
    from[i] = found;
  }
  for (std::size_t i = 0; i < prints.size(); ++i) {
    if (from[i] != isNew) continue;
    Mesh mesh = build(i);
    pieces_[i].print = prints[i];
    if (mesh.isEmpty()) continue;
    ++made_;
    pieces_[i].shading = mesh.shading();
    pieces_[i].mesh = mesh.take();
    // one shader serves another mesh of its kind
    const auto fits = [&](std::size_t k) {
      return isFree[k] && before[k].actor && before[k].shading == pieces_[i].shading;
    };
    std::size_t found = i < before.size() && fits(i) ? i : 0;
    while (found < before.size() && !fits(found)) ++found;
    if (found < before.size()) {
      isFree[found] = false;
      pieces_[i].actor = before[found].actor;
      vtkPolyDataMapper::SafeDownCast(pieces_[i].actor->GetMapper())->SetInputData(pieces_[i].mesh);
      continue;
    }
    pieces_[i].actor = actorFor(pieces_[i].mesh);
    if (dress) dress(*pieces_[i].actor);
    into.AddActor(pieces_[i].actor);
  }
  for (std::size_t k = 0; k < before.size(); ++k)
    if (isFree[k] && before[k].actor) into.RemoveActor(before[k].actor);
  return from;
}

void Pieces::clear(vtkRenderer& from) {
  for (const Piece& piece : pieces_)
    if (piece.actor) from.RemoveActor(piece.actor);
  pieces_.clear();
  made_ = 0;
}

std::vector<vtkActor*> Pieces::actors() const {
  std::vector<vtkActor*> all;
  for (const Piece& piece : pieces_) all.push_back(piece.actor);
  return all;
}

}  // namespace plenum
