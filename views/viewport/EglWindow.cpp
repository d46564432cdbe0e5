// SPDX-License-Identifier: Apache-2.0
#include "viewport/EglWindow.h"

// GLEW must come before any other GL header
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtk_glew.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <mutex>

namespace plenum {
namespace {

constexpr EGLint configWishes[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
constexpr EGLint contextWishes[] = {
    EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 2, EGL_CONTEXT_OPENGL_PROFILE_MASK,
    EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};

template <class Function>
Function entry(const char* name) {
  return reinterpret_cast<Function>(eglGetProcAddress(name));
}

// displays are shared by all windows of the process; making a context on one is not safe from two threads at once
std::mutex& openingDisplays() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

vtkStandardNewMacro(EglWindow);

EglWindow::EglWindow() {
  const std::lock_guard lock(openingDisplays());
  // a GPU's own device first, Mesa's software device last, then what works without devices
  if (const auto platform = entry<PFNEGLGETPLATFORMDISPLAYEXTPROC>("eglGetPlatformDisplayEXT")) {
    if (const auto query = entry<PFNEGLQUERYDEVICESEXTPROC>("eglQueryDevicesEXT")) {
      EGLDeviceEXT devices[16];
      EGLint count = 0;
      if (query(16, devices, &count))
        for (EGLint i = 0; i < count && !context_; ++i) adopt(platform(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr));
    }
    if (!context_) adopt(platform(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr));
  }
  if (!context_) adopt(eglGetDisplay(EGL_DEFAULT_DISPLAY));
  SetOwnContext(0);
  SetFrameBlitModeToNoBlit();
  SetForceMaximumHardwareLineWidth(1);
  SetReadyForRendering(context_ != nullptr);
  SetMultiSamples(0);  // VTK's 8 cost software GL four frames in one
  Mapped = 1;
}

bool EglWindow::adopt(void* display) {
  EGLint major = 0, minor = 0, count = 0;
  if (display == EGL_NO_DISPLAY || !eglInitialize(display, &major, &minor) || !eglBindAPI(EGL_OPENGL_API)) return false;
  EGLConfig config = nullptr;
  if (!eglChooseConfig(display, configWishes, &config, 1, &count) || count < 1) return false;
  const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, contextWishes);
  if (context == EGL_NO_CONTEXT) return false;
  EGLSurface surface = EGL_NO_SURFACE;
  if (!eglMakeCurrent(display, surface, surface, context)) {
    constexpr EGLint tiny[] = {EGL_WIDTH, 16, EGL_HEIGHT, 16, EGL_NONE};
    surface = eglCreatePbufferSurface(display, config, tiny);
    if (surface == EGL_NO_SURFACE || !eglMakeCurrent(display, surface, surface, context)) {
      if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
      eglDestroyContext(display, context);
      return false;
    }
  }
  display_ = display;
  context_ = context;
  surface_ = surface;
  return true;
}

EglWindow::~EglWindow() {
  std::free(scratch_);
  if (!context_) return;
  MakeCurrent();
  Finalize();
  const std::lock_guard lock(openingDisplays());
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
  if (surface_ != EGL_NO_SURFACE) eglDestroySurface(display_, surface_);
  context_ = nullptr;
}

void EglWindow::MakeCurrent() {
  if (!context_ || eglGetCurrentContext() == context_) return;
  eglBindAPI(EGL_OPENGL_API);
  eglMakeCurrent(display_, surface_, surface_, context_);
}

bool EglWindow::IsCurrent() { return context_ && eglGetCurrentContext() == context_; }

int EglWindow::GetColorBufferSizes(int* rgba) {
  std::fill_n(rgba, 4, 8);
  return 32;
}

void EglWindow::OpenGLInitContext() {
  if (Initialized) return;
  MakeCurrent();
  ContextCreationTime.Modified();
  // a GLEW built for GLX loads every entry point under EGL too and only then says that there is no GLX display
  constexpr GLenum noGlxDisplay = 4;
  const GLenum result = glewInit();
  if ((result != GLEW_OK && result != noGlxDisplay) || !GLEW_VERSION_3_2) {
    vtkErrorMacro("OpenGL 3.2 cannot be initialised (" << result << ")");
    return;
  }
  GlewInitValid = true;
  Initialized = true;
  MaximumHardwareLineWidth = 1;
}

std::string EglWindow::driver() {
  if (!context_) return {};
  if (!Initialized) OpenGLInit();
  MakeCurrent();
  const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  return name ? name : "";
}

bool EglWindow::isSoftware() {
  const std::string name = driver();
  for (const char* word : {"llvmpipe", "softpipe", "SWR"})
    if (name.find(word) != std::string::npos) return true;
  return name.empty();
}

bool EglWindow::read(std::uint8_t* to, int strideBytes, int supersample) {
  if (!context_ || !Initialized || !DisplayFramebuffer) return false;
  MakeCurrent();
  const int width = Size[0], height = Size[1];
  const std::size_t bytes = std::size_t{4} * width * height;
  if (bytes > scratchBytes_) {
    std::free(scratch_);
    scratch_ = static_cast<std::uint8_t*>(std::malloc(bytes));
    scratchBytes_ = scratch_ ? bytes : 0;
    if (!scratch_) return false;
  }
  vtkOpenGLState* state = GetState();
  state->PushReadFramebufferBinding();
  DisplayFramebuffer->Bind(GL_READ_FRAMEBUFFER);
  DisplayFramebuffer->ActivateReadBuffer(0);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width, height, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, scratch_);
  state->PopReadFramebufferBinding();

  const auto* pixels = reinterpret_cast<const std::uint32_t*>(scratch_);
  constexpr std::uint32_t opaque = 0xff000000u;
  if (supersample != 2) {
    for (int y = 0; y < height; ++y) {
      auto* row = reinterpret_cast<std::uint32_t*>(to + static_cast<std::size_t>(height - 1 - y) * strideBytes);
      const std::uint32_t* from = pixels + static_cast<std::size_t>(y) * width;
      for (int x = 0; x < width; ++x) row[x] = from[x] | opaque;
    }
    return true;
  }
  for (int y = 0; y < height / 2; ++y) {
    auto* row = reinterpret_cast<std::uint32_t*>(to + static_cast<std::size_t>(height / 2 - 1 - y) * strideBytes);
    const std::uint32_t *a = pixels + std::size_t{2} * y * width, *b = a + width;
    for (int x = 0; x < width / 2; ++x) {
      // the mean of four, two channels at a time
      const auto pair = [&](int shift) {
        constexpr std::uint32_t mask = 0x00ff00ffu;
        const std::uint32_t sum = (a[2 * x] >> shift & mask) + (a[2 * x + 1] >> shift & mask) +
                                  (b[2 * x] >> shift & mask) + (b[2 * x + 1] >> shift & mask);
        return ((sum + 0x00020002u) >> 2 & mask) << shift;
      };
      row[x] = pair(0) | pair(8) | opaque;
    }
  }
  return true;
}

std::vector<float> EglWindow::readDepths(int step) {
  if (!context_ || !Initialized || !RenderFramebuffer || step < 1) return {};
  MakeCurrent();
  const int width = Size[0] / step, height = Size[1] / step;
  const auto whole = static_cast<std::size_t>(Size[0]);
  constexpr int bandRows = 32;
  std::vector<float> band(whole * bandRows), depths(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  vtkOpenGLState* state = GetState();
  state->PushReadFramebufferBinding();
  RenderFramebuffer->Bind(GL_READ_FRAMEBUFFER);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  int first = -bandRows;
  for (int row = 0; row < height; ++row) {
    const int y = row * step + step / 2;
    if (y >= first + bandRows) {
      first = y;
      glReadPixels(0, first, Size[0], std::min(bandRows, Size[1] - first), GL_DEPTH_COMPONENT, GL_FLOAT, band.data());
    }
    const float* from = &band[whole * static_cast<std::size_t>(y - first)];
    float* to = &depths[static_cast<std::size_t>(height - 1 - row) * static_cast<std::size_t>(width)];
    for (int x = 0; x < width; ++x) to[x] = from[x * step + step / 2];
  }
  state->PopReadFramebufferBinding();
  return depths;
}

}  // namespace plenum
