// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <memory>
#include <string>

namespace plenum {

/// An Ogg Theora film, written picture by picture by VTK where its package has that writer. On one thread.
class OggMovie {
 public:
  /// Whether this build can.
  static bool isPossible();
  OggMovie(std::string file, int fps);
  ~OggMovie();
  /// All pictures must have one size. False: it cannot be written.
  bool add(const QImage& image);
  bool finish();

 private:
  struct Writer;
  std::unique_ptr<Writer> writer_;
};

}  // namespace plenum
