// SPDX-License-Identifier: Apache-2.0
// What the first picture after an edit costs, without window and engine: rows are moved and moved back while the camera
// stands, and each picture is timed from the new layout to its pixels.
//   bench_scene SITE [edits]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "document/Document.h"
#include "io/Files.h"
#include "run/Session.h"
#include "scene/Views.h"
#include "viewport/Renderer.h"

using namespace plenum;

namespace {

void tell(const char* name, std::vector<double> ms) {
  if (ms.empty()) return;
  std::sort(ms.begin(), ms.end());
  std::printf("%-24s %6.1f ms at best, %6.1f ms half of them, %6.1f ms at worst\n", name, ms.front(), ms[ms.size() / 2],
              ms.back());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "bench_scene SITE [edits]\n");
    return 2;
  }
  const int edits = argc > 2 ? std::max(2, std::atoi(argv[2])) : 24;
  auto project = io::openProject(argv[1], {});
  if (!project) {
    std::fprintf(stderr, "%s cannot be opened\n", argv[1]);
    return 1;
  }
  auto session = openSession({.layout = project->layout, .setting = project->setting});
  if (!session) return 1;
  const FramePtr first = (*session)->latest();
  Document document(project->layout);
  Renderer renderer;
  const double aspect = 16.0 / 9.0;
  std::printf("%u chips, %zu racks, %zu halls\n", first->layout->chips, first->layout->racks.size(),
              first->layout->halls.size());
  for (const SceneStyle style : {SceneStyle::operate, SceneStyle::present})
    for (const char* view : {"campus", "hall"}) {
      const std::string id = std::string(view) == "hall" ? first->layout->halls.front().id : view;
      const Camera whole = *cameraOf(*first->layout, "campus", aspect);
      RenderRequest request{.frame = first,
                            .camera = cameraOf(*first->layout, id, aspect).value_or(whole),
                            .overlay = findOverlay("chip-temperature"),
                            .palette = duskPalette(),
                            .width = 960,
                            .height = 540};
      request.options.style = style;
      request.isPatient = true;
      const double opening = renderer.draw(request).drawMs;
      request.isPatient = false;
      std::vector<double> after, same;
      for (int k = 0; k < edits; ++k) {
        const Layout& layout = *document.current();
        const PlacedRow& row = layout.rows[static_cast<std::size_t>(k / 2) * 7 % layout.rows.size()];
        const std::string hall = layout.halls[row.hall].id;
        if (k % 2 == 1)
          document.undo();
        else if (hasError(document.edit(MoveRow{hall, row.id.substr(hall.size() + 1), {0.05, 0.0}})))
          continue;
        // a moved row changes no index: the values stay whose they were
        auto frame = std::make_shared<Frame>(*first);
        frame->layout = document.current();
        frame->sequence = static_cast<std::uint64_t>(k) + 100;
        request.frame = frame;
        after.push_back(renderer.draw(request).drawMs);
        auto next = std::make_shared<Frame>(*frame);
        next->sequence += 100000;
        request.frame = next;
        same.push_back(renderer.draw(request).drawMs);
      }
      std::printf("%s, %s: first picture %.0f ms\n", style == SceneStyle::operate ? "operate" : "present", view,
                  opening);
      tell("  after an edit", after);
      tell("  the next picture", same);
    }
  return 0;
}
