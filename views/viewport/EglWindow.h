// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkGenericOpenGLRenderWindow.h>

#include <cstdint>
#include <string>
#include <vector>

namespace plenum {

/// A VTK window without a window: its own GL context on EGL, no display server, no surface. Draws into VTK's own frame
/// buffer, from where the picture is read. All calls from the thread that made it. GL headers stay in the source.
class EglWindow : public vtkGenericOpenGLRenderWindow {
 public:
  static EglWindow* New();
  vtkTypeMacro(EglWindow, vtkGenericOpenGLRenderWindow)

      /// False where there is no EGL or no OpenGL 3.2; nothing else may then be called.
      bool isReady() const {
    return context_ != nullptr;
  }
  /// As the driver calls itself; empty where not ready.
  std::string driver();
  /// True for a renderer that runs on the CPU.
  bool isSoftware();
  /// Copies the last picture into rows of 0xffRRGGBB, top row first, each `strideBytes` apart. `supersample` 2 averages
  /// blocks of 2 × 2: the rows are then half as long and half as many.
  bool read(std::uint8_t* to, int strideBytes, int supersample);
  /// Depths of the last picture as the depth buffer holds them, 0 … 1, every `step`th pixel of every `step`th row, top
  /// row first; empty where they cannot be read.
  std::vector<float> readDepths(int step);

  void MakeCurrent() override;
  bool IsCurrent() override;
  int SupportsOpenGL() override { return 1; }
  vtkTypeBool IsDirect() override { return 1; }
  int GetColorBufferSizes(int* rgba) override;
  void OpenGLInitContext() override;

  EglWindow(const EglWindow&) = delete;
  void operator=(const EglWindow&) = delete;

 protected:
  EglWindow();
  ~EglWindow() override;

 private:
  bool adopt(void* display);

  void* display_ = nullptr;
  void* context_ = nullptr;
  void* surface_ = nullptr;
  std::uint8_t* scratch_ = nullptr;
  std::size_t scratchBytes_ = 0;
};

}  // namespace plenum
