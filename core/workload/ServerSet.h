// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bit>
#include <cstdint>
#include <vector>

namespace plenum {

/// A set of small whole numbers that is asked for the next one from somewhere: one bit each, and one bit for every word
/// of bits, so that empty stretches cost nothing.
class ServerSet {
 public:
  static constexpr std::uint32_t nowhere = 0xffffffff;

  explicit ServerSet(std::size_t size = 0) : words_((size + 63) / 64), summary_((words_.size() + 63) / 64) {}

  bool has(std::uint32_t n) const { return words_[n / 64] >> (n % 64) & 1; }
  void add(std::uint32_t n) {
    words_[n / 64] |= bit(n);
    summary_[n / 64 / 64] |= bit(n / 64);
  }
  void remove(std::uint32_t n) {
    if ((words_[n / 64] &= ~bit(n)) == 0) summary_[n / 64 / 64] &= ~bit(n / 64);
  }
  /// The least of the set in [from, end); `nowhere` where there is none.
  std::uint32_t next(std::uint32_t from, std::uint32_t end) const {
    if (from >= end) return nowhere;
    std::uint32_t word = from / 64;
    std::uint64_t left = words_[word] & (~std::uint64_t{0} << (from % 64));
    if (left == 0) {
      word = nextWord(word + 1);
      if (word == nowhere) return nowhere;
      left = words_[word];
    }
    const std::uint32_t found = 64 * word + static_cast<std::uint32_t>(std::countr_zero(left));
    return found < end ? found : nowhere;
  }
  /// All of those in [from, end), in order, behind what stands in `out`.
  void appendTo(std::vector<std::uint32_t>& out, std::uint32_t from, std::uint32_t end) const {
    for (std::uint32_t word = from / 64; 64 * word < end; ++word)
      for (std::uint64_t left = masked(word, from, end); left != 0; left &= left - 1)
        out.push_back(64 * word + static_cast<std::uint32_t>(std::countr_zero(left)));
  }
  /// How many lie in [from, end).
  std::uint32_t count(std::uint32_t from, std::uint32_t end) const {
    std::uint32_t sum = 0;
    for (std::uint32_t word = from / 64; 64 * word < end; ++word) sum += countIn(word, from, end);
    return sum;
  }
  /// The n-th (from 0) of those in [from, end); `nowhere` where there are not so many.
  std::uint32_t nth(std::uint32_t n, std::uint32_t from, std::uint32_t end) const {
    for (std::uint32_t word = from / 64; 64 * word < end; ++word) {
      const std::uint32_t here = countIn(word, from, end);
      if (n >= here) {
        n -= here;
        continue;
      }
      std::uint64_t left = masked(word, from, end);
      for (; n > 0; --n) left &= left - 1;
      return 64 * word + static_cast<std::uint32_t>(std::countr_zero(left));
    }
    return nowhere;
  }

 private:
  static std::uint64_t bit(std::uint32_t n) { return std::uint64_t{1} << (n % 64); }
  std::uint64_t masked(std::uint32_t word, std::uint32_t from, std::uint32_t end) const {
    std::uint64_t left = words_[word];
    if (64 * word < from) left &= ~std::uint64_t{0} << (from - 64 * word);
    if (end - 64 * word < 64) left &= ~(~std::uint64_t{0} << (end - 64 * word));
    return left;
  }
  std::uint32_t countIn(std::uint32_t word, std::uint32_t from, std::uint32_t end) const {
    return static_cast<std::uint32_t>(std::popcount(masked(word, from, end)));
  }
  std::uint32_t nextWord(std::uint32_t from) const {
    std::uint32_t block = from / 64;
    if (block >= summary_.size()) return nowhere;
    std::uint64_t left = summary_[block] & (~std::uint64_t{0} << (from % 64));
    while (left == 0)
      if (++block == summary_.size())
        return nowhere;
      else
        left = summary_[block];
    return 64 * block + static_cast<std::uint32_t>(std::countr_zero(left));
  }

  std::vector<std::uint64_t> words_, summary_;
};

}  // namespace plenum
