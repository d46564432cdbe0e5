// SPDX-License-Identifier: Apache-2.0
// How soon the window lives, how long it is ever busy at a stretch, how much memory it takes: a scripted minute of a
// person's work in the real window on a real run.
//   bench_window SITE [seconds]
#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/Files.h"
#include "look/Look.h"
#include "panels/SitePanel.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/CommandPalette.h"
#include "window/Languages.h"
#include "window/MainWindow.h"
#include "window/Workspaces.h"

namespace {

using namespace plenum;

/// Of this thread so far.
double processorMs() {
#ifdef __linux__
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
#else
  return 0.0;
#endif
}

/// Times every event that reaches the application, the outermost delivery only.
class TimedApplication final : public QApplication {
 public:
  using QApplication::QApplication;
  bool notify(QObject* receiver, QEvent* event) override {
    if (depth_++ > 0) {
      const bool isDone = QApplication::notify(receiver, event);
      --depth_;
      return isDone;
    }
    QElapsedTimer timer;
    timer.start();
    const double cpuBeforeMs = processorMs();
    const char* name = receiver->metaObject()->className();
    const int type = event->type();
    const bool isDone = QApplication::notify(receiver, event);
    const double ms = double(timer.nsecsElapsed()) * 1e-6;
    if (isCounting) stays.push_back({ms, processorMs() - cpuBeforeMs, name, type, doing});
    --depth_;
    return isDone;
  }
  struct Stay {
    double ms, cpuMs;  // by the clock; of the processor, which others do not lengthen
    const char* receiver;
    int type;
    const char* doing;
  };
  std::vector<Stay> stays;
  const char* doing = "";
  bool isCounting = false;

 private:
  int depth_ = 0;
};

double residentMB() {
  QFile status(QStringLiteral("/proc/self/status"));
  if (!status.open(QIODevice::ReadOnly)) return 0.0;
  double kB = 0.0;
  for (const QByteArray& line : status.readAll().split('\n'))
    if (line.startsWith("VmHWM:")) kB = line.mid(6).trimmed().split(' ').front().toDouble();
  return kB / 1024.0;
}

/// Key by key into a line, each key an event of its own.
void type(QLineEdit& line, const QString& text) {
  for (const QChar letter : text)
    QCoreApplication::postEvent(&line, new QKeyEvent(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter)));
}

}  // namespace

int main(int argc, char** argv) {
  QElapsedTimer sinceStart;
  sinceStart.start();
  if (argc < 2) {
    std::fprintf(stderr, "bench_window SITE [seconds]\n");
    return 2;
  }
  const int seconds = argc > 2 ? std::atoi(argv[2]) : 60;
  TimedApplication application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("plenum-bench"));
  views::Look look;
  const auto folder = [](const char* name) { return QString::fromStdString((io::assetsDir() / name).string()); };
  look.theme.loadFonts(folder("fonts"));
  look.icons.setFolder(folder("icons"));
  Languages languages;
  languages.speak("en", look);
  look.theme.wear(views::Theme::Scheme::dark);
  Workbench bench;
  MainWindow window(look, languages, bench);
  window.resize(1920, 1080);
  window.show();
  double shownMs = 0.0, aliveMs = 0.0;
  QTimer::singleShot(0, &window, [&] { shownMs = double(sinceStart.nsecsElapsed()) * 1e-6; });
  QObject::connect(&window.clock(), &views::FrameClock::frameChanged, &window, [&](const FramePtr&) {
    if (aliveMs == 0.0) aliveMs = double(sinceStart.nsecsElapsed()) * 1e-6;
  });
  bench.open(argv[1], {});

  // a person does something new every half second, once the campus has stood for five
  int turn = 0;
  QElapsedTimer sinceEdit;
  // revision after the edit; the first frame of it
  std::uint64_t wanted = 0, firstFrame = 0;
  bool isSeen = false;
  std::vector<double> toPicture, toFrame;
  // where an edit's time went: the edit itself, until a frame of it came, until it stood in a picture, that one's
  // drawing
  struct Moved {
    double editMs = 0.0, frameMs = 0.0, pictureMs = 0.0, drawMs = 0.0;
    int place = 0;
  };
  std::vector<Moved> moved;
  Moved now;
  QObject::connect(&window.clock(), &views::FrameClock::frameChanged, &window, [&](const FramePtr& frame) {
    if (!frame || !sinceEdit.isValid() || firstFrame != 0 || frame->layout->revision != wanted) return;
    firstFrame = frame->sequence;
    now.frameMs = double(sinceEdit.nsecsElapsed()) * 1e-6;
  });
  QObject::connect(&window.central().view(), &CampusView::frameDrawn, &window, [&](const DrawStats& stats) {
    if (!sinceEdit.isValid() || stats.revision != wanted) return;
    const double ms = double(sinceEdit.nsecsElapsed()) * 1e-6;
    if (!std::exchange(isSeen, true)) {
      toPicture.push_back(ms);
      now.pictureMs = ms, now.drawMs = stats.drawMs;
      moved.push_back(now);
    }
    if (firstFrame == 0 || stats.frame < firstFrame) return;
    toFrame.push_back(ms);
    sinceEdit.invalidate();
  });
  QTimer person;
  QLineEdit* search = nullptr;
  constexpr const char* docks[] = {"cooling",   "single-line", "flows",    "jobs",
                                   "faceplate", "outlook",     "approach", "equipment"};
  QObject::connect(&person, &QTimer::timeout, &window, [&] {
    const FramePtr& frame = window.clock().frame();
    if (!frame) return;
    const Layout& layout = *frame->layout;
    const auto rack = std::uint32_t(turn * 37) % std::max<std::uint32_t>(1, std::uint32_t(layout.racks.size()));
    switch (turn++ % 12) {
      case 0:
        application.doing = "workspace";
        window.workspaces().enter(Workspaces::Place(turn / 12 % 4));
        break;
      case 1:
        application.doing = "select rack";
        window.selection().select({Kind::rack, rack});
        break;
      case 2:
        application.doing = "overlay";
        window.central().overlayBox().setCurrentIndex((turn / 12) % window.central().overlayBox().count());
        break;
      case 3:
        application.doing = "type into the tree's search";
        window.showDock(QStringLiteral("site"));
        search = &window.findChild<views::SitePanel*>()->search();
        type(*search, QStringLiteral("rack hottest"));
        break;
      case 4:
        application.doing = "fly";
        window.central().focusOn({Kind::rack, rack});
        break;
      case 5:
        application.doing = "edit";
        if (!layout.rows.empty()) {
          const PlacedRow& row = layout.rows[rack % layout.rows.size()];
          const std::string& hall = layout.halls[row.hall].id;
          const std::string name = row.id.substr(hall.size() + 1);
          sinceEdit.start();
          firstFrame = wanted = 0;
          isSeen = false;
          now = {.place = int(window.workspaces().current())};
          const Problems refused = bench.edit(MoveRow{hall, name, {0.05, 0.0}});
          now.editMs = double(sinceEdit.nsecsElapsed()) * 1e-6;
          wanted = bench.document()->current()->revision;
          if (hasError(refused)) sinceEdit.invalidate();
        }
        break;
      case 6:
        application.doing = "undo";
        bench.undo();
        break;
      case 7:
        application.doing = "select campus";
        search->clear();
        window.selection().clear();
        break;
      case 8:
        application.doing = "open a dock";
        window.showDock(QString::fromLatin1(docks[std::size_t(turn / 12) % std::size(docks)]));
        break;
      case 9:
        application.doing = "open the palette";
        window.action(QStringLiteral("palette"))->trigger();
        break;
      case 10:
        application.doing = "type into the palette";
        if (auto* palette = window.findChild<CommandPalette*>()) type(palette->line(), QStringLiteral("rack hottest"));
        break;
      default:
        application.doing = "close the palette";
        if (auto* palette = window.findChild<CommandPalette*>()) palette->reject();
    }
  });
  QTimer::singleShot(5'000, &window, [&] {
    application.stays.clear();
    application.isCounting = true;
    person.start(500);
  });
  QTimer::singleShot(5'000 + seconds * 1000, &application, &QCoreApplication::quit);
  QApplication::exec();

  auto& stays = application.stays;
  std::sort(stays.begin(), stays.end(), [](const auto& a, const auto& b) { return a.ms > b.ms; });
  const auto over = std::count_if(stays.begin(), stays.end(), [](const auto& s) { return s.ms > 16.0; });
  std::printf("window shown after %.0f ms, first frame after %.0f ms\n", shownMs, aliveMs);
  std::printf("peak memory %.0f MB, %u chips\n", residentMB(),
              window.clock().frame() ? window.clock().frame()->layout->chips : 0U);
  const auto tell = [](const char* what, std::vector<double> all) {
    std::sort(all.begin(), all.end());
    if (!all.empty())
      std::printf(
          "%zu rows moved; until the picture shows %s: %.0f ms at best, %.0f ms half of them, %.0f ms at worst\n",
          all.size(), what, all.front(), all[all.size() / 2], all.back());
  };
  tell("it", toPicture);
  tell("what the engine makes of it", toFrame);
  std::sort(moved.begin(), moved.end(), [](const auto& a, const auto& b) { return a.pictureMs > b.pictureMs; });
  for (const Moved& one : moved)
    std::printf("  %6.1f ms in workspace %d: the edit %.1f, a frame of it came at %.1f, its picture took %.1f\n",
                one.pictureMs, one.place, one.editMs, one.frameMs, one.drawMs);
  std::printf("%zu events in %d s, %td took more than 16 ms; the longest:\n", stays.size(), seconds, over);
  for (std::size_t i = 0; i < std::min<std::size_t>(12, stays.size()); ++i)
    std::printf("  %8.1f ms  event %d of %s  (last: %s)\n", stays[i].ms, stays[i].type, stays[i].receiver,
                stays[i].doing);
  struct Worst {
    double ms = 0.0, cpuMs = 0.0;
    int over = 0, times = 0;
  };
  std::map<std::string, Worst> byDoing;
  for (const auto& stay : stays) {
    Worst& worst = byDoing[stay.doing];
    worst.ms = std::max(worst.ms, stay.ms), worst.cpuMs = std::max(worst.cpuMs, stay.cpuMs);
    worst.over += stay.ms > 16.0, ++worst.times;
  }
  std::printf("longest stay, and of the window's own processor time, after each thing that was done:\n");
  for (const auto& [doing, worst] : byDoing)
    std::printf("  %8.1f ms  %8.1f ms  %d of %d above 16  %s\n", worst.ms, worst.cpuMs, worst.over, worst.times,
                doing.c_str());
  std::sort(stays.begin(), stays.end(), [](const auto& a, const auto& b) { return a.cpuMs > b.cpuMs; });
  const auto overCpu = std::count_if(stays.begin(), stays.end(), [](const auto& s) { return s.cpuMs > 16.0; });
  std::printf("by the window's own processor time, on a busy machine too: %td took more than 16 ms; the longest:\n",
              overCpu);
  for (std::size_t i = 0; i < std::min<std::size_t>(12, stays.size()); ++i)
    std::printf("  %8.1f ms  event %d of %s  (last: %s)\n", stays[i].cpuMs, stays[i].type, stays[i].receiver,
                stays[i].doing);
  double paintMs = 0.0;
  std::size_t paints = 0;
  for (const auto& stay : stays)
    if (stay.type == QEvent::UpdateRequest) paintMs += stay.cpuMs, ++paints;
  if (paints > 0)
    std::printf("%zu paintings of the window, %.2f ms each on the mean\n", paints, paintMs / double(paints));
  return 0;
}
