// SPDX-License-Identifier: Apache-2.0
#include "viewport/OggMovie.h"

#ifdef PLENUM_OGG
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkOggTheoraWriter.h>

#include <algorithm>
#endif

namespace plenum {

#ifdef PLENUM_OGG
struct OggMovie::Writer {
  vtkNew<vtkOggTheoraWriter> theora;
  vtkNew<vtkImageData> picture;
  bool hasBegun = false;
};

bool OggMovie::isPossible() { return true; }

OggMovie::OggMovie(std::string file, int fps) : writer_(std::make_unique<Writer>()) {
  writer_->theora->SetFileName(file.c_str());
  writer_->theora->SetRate(fps);
  writer_->theora->SetQuality(2);
  writer_->theora->SubsamplingOff();
}

OggMovie::~OggMovie() { finish(); }

bool OggMovie::add(const QImage& image) {
  const int width = image.width(), height = image.height();
  if (!writer_->hasBegun) {
    writer_->picture->SetDimensions(width, height, 1);
    writer_->picture->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    writer_->theora->SetInputData(writer_->picture);
    writer_->theora->Start();
    writer_->hasBegun = true;
  }
  const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
  int size[3];
  writer_->picture->GetDimensions(size);
  if (size[0] != width || size[1] != height) return false;
  auto* to = static_cast<unsigned char*>(writer_->picture->GetScalarPointer());
  // VTK's rows go upwards
  for (int y = 0; y < height; ++y)
    std::copy_n(rgb.constScanLine(height - 1 - y), 3 * width, to + std::ptrdiff_t{3} * width * y);
  writer_->picture->Modified();
  writer_->theora->Write();
  return writer_->theora->GetError() == 0;
}

bool OggMovie::finish() {
  if (!writer_ || !writer_->hasBegun) return writer_ != nullptr;
  writer_->theora->End();
  writer_->hasBegun = false;
  return writer_->theora->GetError() == 0;
}
#else
struct OggMovie::Writer {};
bool OggMovie::isPossible() { return false; }
OggMovie::OggMovie(std::string, int) {}
OggMovie::~OggMovie() = default;
bool OggMovie::add(const QImage&) { return false; }
bool OggMovie::finish() { return false; }
#endif

}  // namespace plenum
