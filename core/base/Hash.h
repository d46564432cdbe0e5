// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace plenum {

/// Sixteen hexadecimal digits.
inline std::string hexadecimal(std::uint64_t value) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) out[static_cast<std::size_t>(i)] = digits[value & 15];
  return out;
}

/// A 64-bit fingerprint of bytes, the same on every machine of the same byte order. Not cryptographic.
class Hash {
 public:
  void add(const void* bytes, std::size_t count) {
    const auto* p = static_cast<const unsigned char*>(bytes);
    while (count >= 8) {
      std::uint64_t word;
      std::memcpy(&word, p, 8);
      mix(word);
      p += 8;
      count -= 8;
    }
    std::uint64_t rest = count;
    for (std::size_t i = 0; i < count; ++i) rest = rest << 8 | p[i];
    mix(rest);
  }
  template <class T>
  void add(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    add(values.data(), values.size() * sizeof(T));
  }
  void add(std::string_view text) { add(text.data(), text.size()); }
  void add(double value) { add(&value, sizeof value); }
  void add(std::uint64_t value) { mix(value); }
  std::uint64_t value() const { return finish(state_); }
  /// Sixteen hexadecimal digits.
  std::string text() const { return hexadecimal(value()); }

 private:
  static std::uint64_t finish(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  void mix(std::uint64_t word) { state_ = (state_ ^ finish(word + 0x9e3779b97f4a7c15ULL)) * 0x9fb21c651e98df25ULL + 1; }
  std::uint64_t state_ = 0x243f6a8885a308d3ULL;
};

inline std::uint64_t hashOf(std::string_view text) {
  Hash hash;
  hash.add(text);
  return hash.value();
}

}  // namespace plenum
