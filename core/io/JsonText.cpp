// SPDX-License-Identifier: Apache-2.0
#include "io/Json.h"

namespace plenum::io {

namespace {

constexpr std::size_t lineWidth = 116;

void quote(std::string& out, const std::string& text) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

// everything on one line
void flat(std::string& out, const Json& json) {
  const char* separator = "";
  if (const auto* items = json.array()) {
    out += '[';
    for (const Json& item : *items) {
      out += separator;
      flat(out, item);
      separator = ", ";
    }
    out += ']';
  } else if (const auto* members = json.object()) {
    out += '{';
    for (const JsonMember& member : *members) {
      out += separator;
      quote(out, member.key);
      out += ": ";
      flat(out, member.value);
      separator = ", ";
    }
    out += '}';
  } else if (json.text()) {
    quote(out, *json.text());
  } else if (json.number()) {
    out += numberText(*json.number());
  } else {
    out += json.excerpt();
  }
}

// a value longer than this is never tried on one line, so that printing stays linear in the size
bool mayBeFlat(const Json& json, int depth) {
  if (const auto* items = json.array()) {
    if (items->size() > 24 || depth > 3) return false;
    for (const Json& item : *items)
      if (!mayBeFlat(item, depth + 1)) return false;
  } else if (const auto* members = json.object()) {
    if (members->size() > 10 || depth > 3) return false;
    for (const JsonMember& member : *members)
      if (!mayBeFlat(member.value, depth + 1)) return false;
  }
  return true;
}

void write(std::string& out, const Json& json, std::size_t indent, std::size_t used) {
  const auto* items = json.array();
  const auto* members = json.object();
  if ((!items && !members) || (indent > 0 && mayBeFlat(json, 0))) {
    std::string line;
    flat(line, json);
    if ((!items && !members) || indent + used + line.size() <= lineWidth) {
      out += line;
      return;
    }
  }
  if ((items && items->empty()) || (members && members->empty())) {
    out += items ? "[]" : "{}";
    return;
  }
  const char* separator = "\n";
  const std::string margin(indent + 2, ' ');
  out += items ? '[' : '{';
  if (items)
    for (const Json& item : *items) {
      out += separator + margin;
      write(out, item, indent + 2, 1);
      separator = ",\n";
    }
  else
    for (const JsonMember& member : *members) {
      out += separator + margin;
      quote(out, member.key);
      out += ": ";
      write(out, member.value, indent + 2, member.key.size() + 5);
      separator = ",\n";
    }
  out += '\n' + std::string(indent, ' ') + (items ? ']' : '}');
}

}  // namespace

std::string print(const Json& root) {
  std::string out;
  write(out, root, 0, 0);
  return out + '\n';
}

}  // namespace plenum::io
