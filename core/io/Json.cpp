// SPDX-License-Identifier: Apache-2.0
#include "io/Json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace plenum::io {

Json::Json(Object members) : value(std::move(members)) {}

const Json* Json::find(std::string_view key) const {
  if (const Object* members = object())
    for (const JsonMember& member : *members)
      if (member.key == key) return &member.value;
  return nullptr;
}

namespace {

// cuts at a character, not inside one
std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return text.substr(0, bytes) + "…";
}

}  // namespace

std::string Json::excerpt() const {
  if (truth()) return *truth() ? "true" : "false";
  if (number()) return numberText(*number());
  if (text()) return std::string("\"").append(cut(*text(), 40)).append("\"");
  if (array()) return array()->empty() ? "[]" : "[…]";
  if (object()) return object()->empty() ? "{}" : "{…}";
  return "null";
}

std::string numberText(double number) {
  // 20000000 rather than 2e+07, and no -0
  if (std::abs(number) < 1e15 && number == std::floor(number)) return toText(number == 0.0 ? 0.0 : number, 0);
  return toText(number);
}

bool sameContent(const Json& a, const Json& b) {
  if (a.value.index() != b.value.index()) return false;
  if (const auto* items = a.array())
    return std::equal(items->begin(), items->end(), b.array()->begin(), b.array()->end(), sameContent);
  if (const auto* members = a.object())
    return std::equal(
        members->begin(), members->end(), b.object()->begin(), b.object()->end(),
        [](const JsonMember& x, const JsonMember& y) { return x.key == y.key && sameContent(x.value, y.value); });
  if (a.number()) return *a.number() == *b.number();
  if (a.text()) return *a.text() == *b.text();
  return !a.truth() || *a.truth() == *b.truth();
}

std::string below(const std::string& pointer, std::string_view key) {
  std::string out = pointer;
  out += '/';
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}
std::string below(const std::string& pointer, std::size_t index) {
  std::string out = pointer;
  out += '/';
  return out += std::to_string(index);
}

const Json& nearest(const Json& root, std::string_view pointer) {
  const Json* at = &root;
  while (!pointer.empty() && pointer.front() == '/') {
    pointer.remove_prefix(1);
    const std::string_view raw = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(raw.size());
    std::string key;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '~' && i + 1 < raw.size())
        key += raw[++i] == '1' ? '/' : '~';
      else
        key += raw[i];
    }
    const Json* next = at->find(key);
    if (const auto* items = at->array()) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
      if (error == std::errc{} && end == key.data() + key.size() && index < items->size()) next = &(*items)[index];
    }
    if (!next) return *at;
    at = next;
  }
  return *at;
}

namespace {

/// The first thing that is wrong; thrown no further than parseJson.
struct Stop {
  Problem problem;
};

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Json document() {
    // a byte-order mark is harmless and common on some systems
    if (text_.substr(0, 3) == "\xef\xbb\xbf") lineStart_ = at_ = 3;
    checkUtf8();
    skipSpace();
    Json root = value(0);
    skipSpace();
    if (at_ < text_.size()) unexpected("io.json.expect.end");
    return root;
  }

 private:
  [[noreturn]] void stop(std::size_t at, Text what, Text remedy = {}) const {
    Problem problem;
    problem.place = {file_, line_, static_cast<int>(at - lineStart_) + 1, ""};
    problem.what = std::move(what);
    problem.remedy = std::move(remedy);
    throw Stop{std::move(problem)};
  }
  [[noreturn]] void unexpected(const char* expected) const {
    if (at_ >= text_.size()) stop(at_, Text("io.json.end"), Text(expected));
    std::size_t end = at_ + 1;
    if (isWord(text_[at_]))
      while (end < text_.size() && end < at_ + 20 && isWord(text_[end])) ++end;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0) == 0x80) ++end;
    stop(at_, Text("io.json.unexpected", {{"found", std::string(text_.substr(at_, end - at_))}}), Text(expected));
  }
  static bool isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '+' || c == '.';
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skipSpace() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        ++line_;
        lineStart_ = at_ + 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
    }
  }

  void checkUtf8() {
    const auto byte = [this](std::size_t i) { return i < text_.size() ? static_cast<unsigned char>(text_[i]) : 0u; };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
    for (std::size_t i = at_; i < text_.size();) {
      const unsigned c = byte(i);
      std::size_t length = 0;
      if (c < 0x80)
        length = 1;
      else if (c >= 0xc2 && c < 0xe0)
        length = 2;
      else if (c >= 0xe0 && c < 0xf0)
        length = 3;
      else if (c >= 0xf0 && c < 0xf5)
        length = 4;
      bool good = length > 0;
      for (std::size_t k = 1; k < length; ++k) good = good && continues(i + k);
      // overlong forms, surrogates and what lies beyond U+10FFFF
      if (c == 0xe0) good = good && byte(i + 1) >= 0xa0;
      if (c == 0xed) good = good && byte(i + 1) < 0xa0;
      if (c == 0xf0) good = good && byte(i + 1) >= 0x90;
      if (c == 0xf4) good = good && byte(i + 1) < 0x90;
      if (!good) {
        for (std::size_t k = at_; k < i; ++k)
          if (text_[k] == '\n') {
            ++line_;
            lineStart_ = k + 1;
          }
        stop(i, Text("io.file.utf8"), Text("io.file.utf8.remedy"));
      }
      i += length;
    }
  }

  Json value(int depth) {
    if (++values_ > maxJsonValues)
      stop(at_, Text("io.json.tooMany", {{"limit", std::to_string(maxJsonValues)}}), Text("io.json.tooMany.remedy"));
    Json out;
    const int line = line_, column = static_cast<int>(at_ - lineStart_) + 1;
    const char c = peek();
    if (c == '{')
      out = object(depth + 1);
    else if (c == '[')
      out = array(depth + 1);
    else if (c == '"')
      out = Json(string());
    else if (c == '-' || (c >= '0' && c <= '9'))
      out = number();
    else if (take("true"))
      out = Json(true);
    else if (take("false"))
      out = Json(false);
    else if (!take("null"))
      notAValue();
    out.line = line;
    out.column = column;
    return out;
  }
  [[noreturn]] void notAValue() const {
    for (const std::string_view word : {"NaN", "nan", "Infinity", "inf", "+", "."})
      if (text_.substr(at_, word.size()) == word)
        stop(at_, Text("io.json.number", {{"found", std::string(word)}}), Text("io.json.number.remedy"));
    unexpected("io.json.expect.value");
  }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    if (at_ + word.size() < text_.size() && isWord(text_[at_ + word.size()])) return false;
    at_ += word.size();
    return true;
  }
  void checkDepth(int depth) const {
    if (depth > maxJsonDepth)
      stop(at_, Text("io.json.depth", {{"limit", std::to_string(maxJsonDepth)}}), Text("io.json.depth.remedy"));
  }

  Json object(int depth) {
    checkDepth(depth);
    ++at_;
    Json::Object members;
    skipSpace();
    if (peek() == '}') {
      ++at_;
      return Json(std::move(members));
    }
    for (;;) {
      if (peek() != '"') unexpected("io.json.expect.key");
      JsonMember member;
      member.line = line_;
      member.column = static_cast<int>(at_ - lineStart_) + 1;
      const std::size_t keyAt = at_;
      member.key = string();
      for (const JsonMember& other : members)
        if (other.key == member.key)
          stop(keyAt, Text("io.json.duplicate", {{"key", member.key}, {"line", std::to_string(other.line)}}),
               Text("io.json.duplicate.remedy"));
      // an object of many thousand members would make the search above slow; no format of ours has one
      if (members.size() >= 4096)
        stop(keyAt, Text("io.json.tooMany", {{"limit", "4096"}}), Text("io.json.tooMany.remedy"));
      skipSpace();
      if (peek() != ':') unexpected("io.json.expect.colon");
      ++at_;
      skipSpace();
      try {
        member.value = value(depth);
      } catch (Stop& stopped) {
        stopped.problem.place.pointer = below("", member.key) + stopped.problem.place.pointer;
        throw;
      }
      members.push_back(std::move(member));
      skipSpace();
      if (peek() == '}') {
        ++at_;
        return Json(std::move(members));
      }
      if (peek() != ',') unexpected("io.json.expect.commaOrBrace");
      ++at_;
      skipSpace();
    }
  }

  Json array(int depth) {
    checkDepth(depth);
    ++at_;
    Json::Array items;
    skipSpace();
    if (peek() == ']') {
      ++at_;
      return Json(std::move(items));
    }
    for (;;) {
      try {
        items.push_back(value(depth));
      } catch (Stop& stopped) {
        stopped.problem.place.pointer = below("", items.size()) + stopped.problem.place.pointer;
        throw;
      }
      skipSpace();
      if (peek() == ']') {
        ++at_;
        return Json(std::move(items));
      }
      if (peek() != ',') unexpected("io.json.expect.commaOrBracket");
      ++at_;
      skipSpace();
    }
  }

  Json number() {
    const std::size_t begin = at_;
    const auto digits = [this] {
      const std::size_t from = at_;
      while (peek() >= '0' && peek() <= '9') ++at_;
      return at_ > from;
    };
    if (peek() == '-') ++at_;
    const bool startsWithZero = peek() == '0';
    const std::size_t whole = at_;
    bool good = digits() && !(startsWithZero && at_ - whole > 1);
    if (good && peek() == '.') {
      ++at_;
      good = digits();
    }
    if (good && (peek() == 'e' || peek() == 'E')) {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      good = digits();
    }
    if (!good || isWord(peek())) {
      while (at_ < text_.size() && isWord(text_[at_]) && at_ < begin + 30) ++at_;
      stop(begin, Text("io.json.number", {{"found", std::string(text_.substr(begin, at_ - begin))}}),
           Text("io.json.number.remedy"));
    }
    double out = 0.0;
    const auto [end, error] = std::from_chars(text_.data() + begin, text_.data() + at_, out);
    if (error != std::errc{} || end != text_.data() + at_ || !std::isfinite(out))
      stop(begin,
           Text("io.json.numberSize",
                {{"found", std::string(text_.substr(begin, std::min<std::size_t>(30, at_ - begin)))}}),
           Text("io.json.number.remedy"));
    return Json(out);
  }

  std::string string() {
    const std::size_t begin = at_++;
    std::string out;
    for (;;) {
      if (at_ >= text_.size()) stop(begin, Text("io.json.unclosed"), Text("io.json.unclosed.remedy"));
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return out;
      }
      if (c == '\n' || c == '\r') stop(begin, Text("io.json.unclosed"), Text("io.json.unclosed.remedy"));
      if (static_cast<unsigned char>(c) < 0x20) stop(at_, Text("io.json.control"), Text("io.json.control.remedy"));
      if (c == '\\')
        escape(out);
      else {
        out += c;
        ++at_;
      }
    }
  }
  void escape(std::string& out) {
    static constexpr std::string_view plain = "\"\\/bfnrt", meaning = "\"\\/\b\f\n\r\t";
    const std::size_t begin = at_++;
    const char c = peek();
    if (const auto k = plain.find(c); c != '\0' && k != std::string_view::npos) {
      out += meaning[k];
      ++at_;
      return;
    }
    if (c != 'u') stop(begin, Text("io.json.escape"), Text("io.json.escape.remedy"));
    unsigned code = hex4(begin);
    if (code >= 0xd800 && code < 0xdc00 && text_.substr(at_, 2) == "\\u") {
      ++at_;
      const unsigned low = hex4(begin);
      if (low < 0xdc00 || low > 0xdfff) stop(begin, Text("io.json.escape"), Text("io.json.escape.remedy"));
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    if (code >= 0xd800 && code < 0xe000) stop(begin, Text("io.json.escape"), Text("io.json.escape.remedy"));
    appendUtf8(out, code);
  }
  // at_ stands on the u
  unsigned hex4(std::size_t begin) {
    unsigned code = 0;
    ++at_;
    const std::string_view four = text_.substr(std::min(at_, text_.size()), 4);
    const auto [end, error] = std::from_chars(four.data(), four.data() + four.size(), code, 16);
    if (four.size() != 4 || error != std::errc{} || end != four.data() + 4)
      stop(begin, Text("io.json.escape"), Text("io.json.escape.remedy"));
    at_ += 4;
    return code;
  }
  static void appendUtf8(std::string& out, unsigned code) {
    const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80)
      put(code);
    else if (code < 0x800)
      put(0xc0 | code >> 6), put(0x80 | (code & 0x3f));
    else if (code < 0x10000)
      put(0xe0 | code >> 12), put(0x80 | (code >> 6 & 0x3f)), put(0x80 | (code & 0x3f));
    else
      put(0xf0 | code >> 18), put(0x80 | (code >> 12 & 0x3f)), put(0x80 | (code >> 6 & 0x3f)),
          put(0x80 | (code & 0x3f));
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0, lineStart_ = 0, values_ = 0;
  int line_ = 1;
};

}  // namespace

Result<Json> parseJson(std::string_view text, const std::string& file) {
  try {
    return Parser(text, file).document();
  } catch (Stop& stopped) {
    return std::move(stopped.problem);
  }
}

}  // namespace plenum::io
