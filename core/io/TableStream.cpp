// SPDX-License-Identifier: Apache-2.0
#include "io/TableStream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace plenum::io {
namespace {

Problem ofFile(const std::string& file, const char* what, std::string reason = {}) {
  Problem problem;
  problem.place.file = file;
  problem.what = Text(what, {{"reason", std::move(reason)}});
  problem.remedy = Text(std::string(what) + ".remedy");
  return problem;
}

Problem ofErrno(const std::string& file, int error) {
  if (error == ENOENT || error == ENOTDIR) return ofFile(file, "io.file.missing");
  if (error == EACCES || error == EPERM) return ofFile(file, "io.file.permission");
  if (error == EISDIR) return ofFile(file, "io.file.folder");
  return ofFile(file, "io.file.system", std::strerror(error));
}

/// What a file begins with that is no text of UTF-8.
const char* kindByMagic(std::string_view begin) {
  using namespace std::string_view_literals;
  for (const std::string_view magic : {"\x1f\x8b"sv, "PK\x03\x04"sv, "\x28\xb5\x2f\xfd"sv, "BZh"sv, "\xfd\x37zXZ"sv})
    if (begin.starts_with(magic)) return "io.traces.compressed";
  if (begin.starts_with("\xff\xfe"sv) || begin.starts_with("\xfe\xff"sv)) return "io.traces.utf16";
  return nullptr;
}

}  // namespace

Result<TextStream> TextStream::open(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ofErrno(file.string(), errno);
  struct stat status {};
  if (::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
    ::close(fd);
    return ofFile(file.string(), "io.file.folder");
  }
  return TextStream(fd, file.string());
}

TextStream::TextStream(TextStream&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      file_(std::move(other.file_)),
      block_(std::move(other.block_)),
      at_(other.at_),
      size_(other.size_),
      isFirst_(other.isFirst_),
      line_(other.line_),
      column_(other.column_),
      trouble_(std::move(other.trouble_)) {}

TextStream::~TextStream() {
  if (fd_ >= 0) ::close(fd_);
}

Problem TextStream::problem(Text what, Text remedy) const {
  return {Problem::Weight::error, {file_, line_, column_, ""}, std::move(what), std::move(remedy)};
}

bool TextStream::fill() {
  if (trouble_) return false;
  ssize_t n = 0;
  do n = ::read(fd_, block_.data(), block_.size());
  while (n < 0 && errno == EINTR);
  if (n < 0) trouble_ = ofErrno(file_, errno);
  if (n <= 0) return false;
  at_ = 0;
  size_ = static_cast<std::size_t>(n);
  if (std::exchange(isFirst_, false)) {
    const std::string_view begin(block_.data(), size_);
    if (begin.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (const char* what = kindByMagic(begin)) {
      trouble_ = ofFile(file_, what);
      return false;
    }
  }
  return at_ < size_ || fill();
}

int TextStream::peek() {
  if (trouble_ || (at_ >= size_ && !fill())) return end;
  const char c = block_[at_];
  if (c == '\0') {
    trouble_ = problem(Text("io.csv.binary"), Text("io.csv.binary.remedy"));
    return end;
  }
  return static_cast<unsigned char>(c);
}

int TextStream::get() {
  const int c = peek();
  if (c == end) return end;
  ++at_;
  if (c == '\n') {
    ++line_;
    column_ = 1;
  } else {
    ++column_;
  }
  return c;
}

TableCell& TableStream::fresh() {
  if (used_ == cells_.size()) cells_.emplace_back();
  TableCell& made = cells_[used_++];
  made.text.clear();
  made.column = text_.column();
  return made;
}

bool TableStream::add(char c) {
  cells_[used_ - 1].text += c;
  if (++bytes_ <= maxRowBytes) return true;
  trouble_ = Problem{Problem::Weight::error,
                     {text_.file(), line_, 0, ""},
                     Text("io.traces.longRow", {{"most", std::to_string(maxRowBytes >> 10)}}),
                     Text("io.traces.longRow.remedy")};
  return false;
}

/// One cell, up to the separator that ends it or the end of the line; neither is taken.
bool TableStream::cell() {
  const char separator = parting_ == Parting::comma ? ',' : parting_ == Parting::bar ? '|' : ' ';
  const auto isOver = [&](int c) {
    return c == TextStream::end || c == '\n' || c == '\r' || c == separator ||
           (parting_ == Parting::blanks && c == '\t');
  };
  if (used_ >= maxColumns) {
    trouble_ = text_.problem(Text("io.csv.columns", {{"most", std::to_string(maxColumns)}}));
    return false;
  }
  const TableCell& made = fresh();
  if (parting_ != Parting::comma || text_.peek() != '"') {
    while (!isOver(text_.peek()))
      if (!add(static_cast<char>(text_.get()))) return false;
    return true;
  }
  const int column = made.column;
  text_.get();
  for (;;) {
    const int c = text_.get();
    if (c == '"' && text_.peek() != '"') {
      if (isOver(text_.peek())) return true;
    } else if (c != TextStream::end) {
      if (c == '"') text_.get();
      if (!add(static_cast<char>(c))) return false;
      continue;
    }
    trouble_ = Problem{
        Problem::Weight::error, {text_.file(), line_, column, ""}, Text("io.csv.quote"), Text("io.csv.quote.remedy")};
    return false;
  }
}

bool TableStream::next() {
  used_ = bytes_ = 0;
  const auto isBlank = [this](int c) {
    return c == '\n' || c == '\r' || (parting_ == Parting::blanks && (c == ' ' || c == '\t'));
  };
  while (!trouble_ && isBlank(text_.peek())) text_.get();
  line_ = text_.line();
  while (!trouble_ && text_.peek() != TextStream::end) {
    if (!cell()) break;
    if (parting_ == Parting::blanks)
      while (text_.peek() == ' ' || text_.peek() == '\t') text_.get();
    const int c = text_.peek();
    if (c == '\r' || c == '\n' || c == TextStream::end) break;
    if (parting_ == Parting::blanks) continue;
    text_.get();
    // a separator at the very end of the file or line begins one more, empty, cell
    if (text_.peek() == TextStream::end) {
      fresh();
      break;
    }
  }
  if (text_.trouble() && !trouble_) trouble_ = text_.trouble();
  return !trouble_ && used_ > 0;
}

}  // namespace plenum::io
