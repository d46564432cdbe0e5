// SPDX-License-Identifier: Apache-2.0
#include <QBuffer>
#include <QProcess>
#include <QStandardPaths>
#include <algorithm>
#include <cstdio>

#include "io/Files.h"
#include "viewport/OggMovie.h"
#include "window/Film.h"

namespace plenum {
namespace {

namespace fs = std::filesystem;

constexpr int patienceMs = 60'000;

Problem wrong(const fs::path& file, Text what, Text remedy = {}) {
  return {Problem::Weight::error, {file.string(), 0, 0, ""}, std::move(what), std::move(remedy)};
}

class PngFolder final : public FilmSink {
 public:
  explicit PngFolder(fs::path folder) : folder_(std::move(folder)) {}
  Problems add(const QImage& image) override {
    char name[32];
    std::snprintf(name, sizeof name, "frame-%06lld.png", static_cast<long long>(count_++));
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) return {wrong(folder_ / name, Text("film.unwritable"))};
    return io::saveText(folder_ / name, png.toStdString());
  }
  Problems finish() override { return {}; }

 private:
  fs::path folder_;
  std::int64_t count_ = 0;
};

class OggSink final : public FilmSink {
 public:
  OggSink(fs::path file, int fps) : file_(std::move(file)), movie_(file_.string(), fps) {}
  Problems add(const QImage& image) override {
    return movie_.add(image) ? Problems{} : Problems{wrong(file_, Text("film.unwritable"))};
  }
  Problems finish() override { return movie_.finish() ? Problems{} : Problems{wrong(file_, Text("film.unwritable"))}; }

 private:
  fs::path file_;
  OggMovie movie_;
};

/// Raw pictures into the standard input of ffmpeg.
class FfmpegPipe final : public FilmSink {
 public:
  FfmpegPipe(fs::path file, const QString& program, const FilmOrder& order) : file_(std::move(file)) {
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.start(
        program,
        {QStringLiteral("-y"), QStringLiteral("-loglevel"), QStringLiteral("error"), QStringLiteral("-f"),
         QStringLiteral("rawvideo"), QStringLiteral("-pix_fmt"), QStringLiteral("bgra"), QStringLiteral("-s"),
         QStringLiteral("%1x%2").arg(order.width).arg(order.height), QStringLiteral("-r"), QString::number(order.fps),
         QStringLiteral("-i"), QStringLiteral("-"), QStringLiteral("-pix_fmt"), QStringLiteral("yuv420p"),
         QStringLiteral("-metadata"), QStringLiteral("comment=Plenum ") + QString::fromStdString(order.title.hash),
         QString::fromStdString(file_.string())});
  }
  Problems add(const QImage& image) override {
    if (!process_.waitForStarted(patienceMs)) return failed();
    const QImage raw = image.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < raw.height(); ++y)
      process_.write(reinterpret_cast<const char*>(raw.constScanLine(y)), qint64(raw.width()) * 4);
    while (process_.bytesToWrite() > 0)
      if (!process_.waitForBytesWritten(patienceMs)) return failed();
    return {};
  }
  Problems finish() override {
    process_.closeWriteChannel();
    const bool hasEnded = process_.waitForFinished(patienceMs);
    return hasEnded && process_.exitStatus() == QProcess::NormalExit && process_.exitCode() == 0 ? Problems{}
                                                                                                 : failed();
  }

 private:
  Problems failed() {
    const QString said = QString::fromUtf8(process_.readAll()).trimmed().left(400);
    return {
        wrong(file_, Text("film.ffmpeg-failed", {{"said", said.toStdString()}}), Text("film.ffmpeg-failed.remedy"))};
  }
  fs::path file_;
  QProcess process_;
};

}  // namespace

Result<std::unique_ptr<FilmSink>> openSink(const fs::path& out, const FilmOrder& order) {
  const std::string kind = out.extension().string();
  std::error_code error;
  const bool isFile = kind == ".ogv" || kind == ".mp4" || kind == ".mkv" || kind == ".webm" || kind == ".mov";
  if (!isFile) {
    fs::create_directories(out, error);
    if (!fs::is_directory(out, error)) return wrong(out, Text("film.no-folder"), Text("film.no-folder.remedy"));
    return std::unique_ptr<FilmSink>(std::make_unique<PngFolder>(out));
  }
  const fs::path folder = out.parent_path().empty() ? fs::path(".") : out.parent_path();
  if (!fs::is_directory(folder, error)) return wrong(out, Text("film.no-folder"), Text("film.no-folder.remedy"));
  if (kind == ".ogv") {
    if (!OggMovie::isPossible()) return wrong(out, Text("film.no-ogg"), Text("film.no-ogg.remedy"));
    return std::unique_ptr<FilmSink>(std::make_unique<OggSink>(out, order.fps));
  }
  const QString program = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
  if (program.isEmpty()) return wrong(out, Text("film.no-ffmpeg"), Text("film.no-ffmpeg.remedy"));
  if (order.width % 2 != 0 || order.height % 2 != 0) return wrong(out, Text("film.odd"), Text("film.odd.remedy"));
  return std::unique_ptr<FilmSink>(std::make_unique<FfmpegPipe>(out, program, order));
}

}  // namespace plenum
