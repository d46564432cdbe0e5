// SPDX-License-Identifier: Apache-2.0
#include "io/TextFile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "io/Files.h"

namespace plenum::io {

namespace {

namespace fs = std::filesystem;

Problem problemOf(const fs::path& file, const char* what,
                  std::initializer_list<std::pair<std::string, std::string>> arguments = {}) {
  Problem problem;
  problem.place.file = file.string();
  problem.what = Text(what, arguments);
  problem.remedy = Text(std::string(what) + ".remedy");
  return problem;
}
Problem problemOfErrno(const fs::path& file, int error) {
  if (error == ENOENT || error == ENOTDIR) return problemOf(file, "io.file.missing");
  if (error == EACCES || error == EPERM) return problemOf(file, "io.file.permission");
  if (error == EISDIR) return problemOf(file, "io.file.folder");
  return problemOf(file, "io.file.system", {{"reason", std::strerror(error)}});
}

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  int close() {
    const int result = ::close(fd_);
    fd_ = -1;
    return result;
  }

 private:
  int fd_;
};

Problem tooLarge(const fs::path& file, std::size_t maxBytes) {
  return problemOf(file, "io.file.tooLarge", {{"limit", std::to_string(maxBytes >> 20)}});
}

/// A new file in the same folder, since a rename does not cross file systems. Permissions as the process grants them.
std::pair<int, std::string> createBeside(const fs::path& target) {
  for (int attempt = 0;; ++attempt) {
    std::string name = target.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".tmp";
    const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 || errno != EEXIST || attempt > 100) return {fd, std::move(name)};
  }
}

bool writeAll(int fd, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = ::write(fd, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

}  // namespace

Result<std::string> readText(const fs::path& file, std::size_t maxBytes) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.get() < 0) return problemOfErrno(file, errno);
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) return problemOfErrno(file, errno);
  if (S_ISDIR(status.st_mode)) return problemOf(file, "io.file.folder");
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > maxBytes) return tooLarge(file, maxBytes);

  std::string text;
  if (S_ISREG(status.st_mode)) text.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, 1 << 16> block;
  for (;;) {
    const ssize_t n = ::read(in.get(), block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return problemOfErrno(file, errno);
    if (n == 0) return text;
    if (text.size() + static_cast<std::size_t>(n) > maxBytes) return tooLarge(file, maxBytes);
    text.append(block.data(), static_cast<std::size_t>(n));
  }
}

Result<Json> readJson(const fs::path& file) {
  auto text = readText(file);
  if (!text) return text.problems();
  return parseJson(*text, file.string());
}

Problems mayReplace(const fs::path& file) {
  struct stat old {};
  if (::stat(file.c_str(), &old) == 0 && S_ISDIR(old.st_mode)) return {problemOf(file, "io.file.folder")};
  if (::access(file.c_str(), W_OK) != 0) return {problemOf(file, "io.file.writePermission")};
  return {};
}

Problems saveText(const fs::path& file, const std::string& text) {
  // a link keeps pointing where it points; what it points at is replaced
  std::error_code ignored;
  const fs::path target = fs::exists(file, ignored) ? fs::canonical(file, ignored) : file;
  if (target.empty()) return {problemOf(file, "io.file.missing")};
  struct stat old {};
  const bool isNew = ::stat(target.c_str(), &old) != 0;
  if (!isNew)
    if (Problems problems = mayReplace(target); !problems.empty()) return problems;

  const auto [fd, beside] = createBeside(target);
  if (fd < 0) {
    const int error = errno;
    if (error == EACCES || error == EPERM || error == EROFS) return {problemOf(file, "io.file.writePermission")};
    if (error == ENOENT || error == ENOTDIR) return {problemOf(file, "io.file.noFolder")};
    return {problemOfErrno(file, error)};
  }
  Descriptor out(fd);
  bool good =
      (isNew || ::fchmod(out.get(), old.st_mode & 07777) == 0) && writeAll(out.get(), text) && ::fsync(out.get()) == 0;
  int error = errno;
  if (out.close() != 0 && good) {
    good = false;
    error = errno;
  }
  if (good && ::rename(beside.c_str(), target.c_str()) != 0) {
    good = false;
    error = errno;
  }
  if (!good) {
    ::unlink(beside.c_str());
    return {problemOfErrno(file, error)};
  }
  // the rename itself must survive a power cut
  const fs::path folder = target.parent_path().empty() ? fs::path(".") : target.parent_path();
  const Descriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (parent.get() >= 0) ::fsync(parent.get());
  return {};
}

}  // namespace plenum::io
