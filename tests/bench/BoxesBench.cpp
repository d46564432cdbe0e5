// SPDX-License-Identifier: Apache-2.0
// The figures beside ParaView's: a campus of 100,352 chips in 1,568 racks, every chip recoloured and the eye moved by
// three degrees at every frame, the picture read back.
//   bench_boxes                what our view takes for it, whole and with the racks alone
//   bench_boxes --boxes FILE   writes the boxes that tests/bench/paraview_boxes.py draws
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "scene/Views.h"
#include "site/ChipGrid.h"
#include "support/FakeCampus.h"
#include "viewport/Renderer.h"

namespace {

using namespace plenum;

bool writeBoxes(const Layout& layout, const char* file) {
  constexpr double deepM = 0.02;  // a chip's cell on the rack's face has no depth of its own
  std::ofstream out(file, std::ios::binary);
  for (const PlacedRack& rack : layout.racks)
    for (std::uint32_t k = 0; k < rack.chips; ++k) {
      Box box = chipCellBox(rack, k);
      (rack.facesNorth ? box.max.y : box.min.y) += rack.facesNorth ? deepM : -deepM;
      const std::array<float, 6> ends{static_cast<float>(box.min.x), static_cast<float>(box.min.y),
                                      static_cast<float>(box.min.z), static_cast<float>(box.max.x),
                                      static_cast<float>(box.max.y), static_cast<float>(box.max.z)};
      std::array<char, sizeof ends> bytes{};
      std::memcpy(bytes.data(), ends.data(), sizeof ends);
      out.write(bytes.data(), bytes.size());
    }
  return static_cast<bool>(out.flush());
}

void measure(const LayoutPtr& layout, const char* name, const SceneOptions& options, int width, int height) {
  const std::array<FramePtr, 2> frames{test::fakeFrame(layout, 0.2, 1), test::fakeFrame(layout, 0.8, 2)};
  Renderer renderer;
  RenderRequest request{.frame = frames[0],
                        .camera = *cameraOf(*layout, "campus", 1.0 * width / height),
                        .overlay = findOverlay("chip-temperature"),
                        .palette = duskPalette(),
                        .width = width,
                        .height = height};
  request.options = options;
  const double first = renderer.draw(request).drawMs;
  std::vector<double> times;
  constexpr std::size_t count = 24;
  const std::clock_t begin = std::clock();  // of all threads
  for (std::size_t k = 1; k <= count; ++k) {
    request.frame = frames[k % 2];
    request.camera = orbit(request.camera, request.camera.target, 3.0, 0.0);
    times.push_back(renderer.draw(request).drawMs);
  }
  const double workedMs = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / count;
  std::sort(times.begin(), times.end());
  std::printf("%-14s %u chips %dx%d: first %.0f ms, then median %.1f, 95th percentile %.1f ms; processor %.1f ms\n",
              name, layout->chips, width, height, first, times[times.size() / 2], times[times.size() * 95 / 100],
              workedMs);
}

}  // namespace

int main(int count, char** words) {
  const LayoutPtr layout = test::fakeLayout({.rowsPerHall = 14, .racksPerRow = 28, .serversPerRack = 8});
  if (count == 3 && std::string(words[1]) == "--boxes") {
    if (writeBoxes(*layout, words[2])) return 0;
    std::fprintf(stderr, "%s cannot be written\n", words[2]);
    return 1;
  }
  SceneOptions racks;  // nothing but what ParaView is given
  for (const PlacedHall& hall : layout->halls) racks.opening.isolated.insert(hall.id);
  for (const auto& [width, height] : {std::pair{1920, 1080}, {960, 540}}) {
    measure(layout, "campus", {}, width, height);
    measure(layout, "halls alone", racks, width, height);
  }
  return 0;
}
