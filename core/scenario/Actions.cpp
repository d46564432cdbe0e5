// SPDX-License-Identifier: Apache-2.0
#include "scenario/Actions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "base/Text.h"
#include "scenario/ActionForms.h"
#include "site/Findings.h"

namespace plenum {
namespace {

// a word: bare where it can be, else in quotation marks with backslash escapes

bool isBare(std::string_view word) {
  for (const char c : word)
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\\' || c == 0x7f) return false;
  return !word.empty();
}

std::string quoted(std::string_view word) {
  if (isBare(word)) return std::string(word);
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < ' ' || byte == 0x7f) {
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out += '"';
}

struct Word {
  std::string text;
  int column = 1;
};

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The inside of a quoted word whose opening mark stands at `at`; moves `at` behind the closing mark.
std::optional<std::string> unquoted(std::string_view line, std::size_t& at) {
  std::string out;
  for (++at; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"') {
      ++at;
      return out;
    }
    if (c != '\\') {
      out += c;
      continue;
    }
    if (++at >= line.size()) return std::nullopt;
    if (line[at] == '"' || line[at] == '\\') {
      out += line[at];
    } else if (line[at] == 'x' && at + 2 < line.size() && hexDigit(line[at + 1]) >= 0 && hexDigit(line[at + 2]) >= 0) {
      out += static_cast<char>(hexDigit(line[at + 1]) * 16 + hexDigit(line[at + 2]));
      at += 2;
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

Problem problemAt(int column, Text what, Text remedy = {}) {
  Problem problem;
  problem.place.line = 1;
  problem.place.column = column;
  problem.what = std::move(what);
  problem.remedy = std::move(remedy);
  return problem;
}

Result<std::vector<Word>> wordsOf(std::string_view line) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && isSpace(line[at])) ++at;
    if (at >= line.size()) return words;
    Word word;
    word.column = static_cast<int>(at) + 1;
    if (line[at] == '"') {
      auto inside = unquoted(line, at);
      if (!inside || (at < line.size() && !isSpace(line[at])))
        return problemAt(word.column, Text("action.quote"), Text("action.quote.remedy"));
      word.text = std::move(*inside);
    } else {
      while (at < line.size() && !isSpace(line[at])) word.text += line[at++];
    }
    words.push_back(std::move(word));
  }
}

template <class Number>
std::optional<Number> numberFrom(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Verb {
  const char* word;
  Range number;         // of the second argument; low > high: there is none
  const char* example;  // on the sample site of Shaoguan, which has no transfer switch
};
constexpr Range noNumber{1, 0, ""};
// wider than any plant runs, so that only slips of the pen are refused
constexpr Range supplyC{-20, 90, "°C"}, leakKgPerS{0, 1000, "kg/s"}, fraction{0, 1, ""};
constexpr double mostRackKw = 1e5;
constexpr Range travel{-1, 1, ""}, limitMw{0, 1e5, "MW"}, jobHours{0.001, 1e5, "h"}, shiftK{-60, 60, "K"};
constexpr std::array<Verb, 28> verbs{{
    {"fail", noNumber, "fail H1/CDU1/P1"},
    {"restore", noNumber, "restore H1/CDU1/P1"},
    {"set-supply", supplyC, "set-supply CHW 17.5"},
    {"leak", leakKgPerS, "leak H1/L 0.5"},
    {"cap-frequency", fraction, "cap-frequency H1 0.8"},
    {"crash", noNumber, "crash pretrain"},
    {"acknowledge", noNumber, "acknowledge 12"},
    {"stick", travel, "stick H1/CDU1/valve 0.3"},
    {"manual", fraction, "manual H1/CDU1/valve 0.5"},
    {"auto", noNumber, "auto H1/CDU1/valve"},
    {"foul", fraction, "foul CX1 0.3"},
    {"clog", fraction, "clog H1/CDU1 0.4"},
    {"sensor-fault", noNumber, "sensor-fault H1/CDU1/supply-temperature bias 2.5"},
    {"shift-weather", shiftK, "shift-weather 6 2"},
    {"open", noNumber, "open MA/Q1"},
    {"close", noNumber, "close MA/Q1"},
    {"short-circuit", noNumber, "short-circuit LPA"},
    {"transfer", noNumber, "transfer STS1 alternate"},
    {"ups-mode", noNumber, "ups-mode UPA bypass"},
    {"submit", noNumber, "submit evening training 512 6h 0.9"},
    {"cancel", noNumber, "cancel pretrain"},
    {"preempt", noNumber, "preempt pretrain"},
    {"checkpoint", noNumber, "checkpoint pretrain"},
    {"cap-job", fraction, "cap-job pretrain 0.8"},
    {"drain", noNumber, "drain H1/R1"},
    {"undrain", noNumber, "undrain H1/R1"},
    {"limit-power", limitMw, "limit-power 8"},
    {"rack-load", noNumber, "rack-load H1/R1-01 41.5kW"},
}};

Text formOf(const Verb& verb) { return Text("action.form." + std::string(verb.word)); }

/// The action of a verb (by its place in `verbs`) with its target and number.
Action actionOf(std::size_t verb, std::string target, double number) {
  switch (verb) {
    case 0:
      return Fail{std::move(target)};
    case 1:
      return Restore{std::move(target)};
    case 2:
      return SetSupply{std::move(target), Celsius{number}};
    case 3:
      return Leak{std::move(target), KgPerSecond{number}};
    case 4:
      return CapFrequency{std::move(target), Fraction{number}};
    case 5:
      return CrashJob{std::move(target)};
    case 7:
      return Stick{std::move(target), number < 0.0 ? -1.0 : number};
    case 8:
      return SetManual{std::move(target), Fraction{number}};
    case 9:
      return SetAuto{std::move(target)};
    case 10:
      return Degrade{std::move(target), Degrade::Mode::foul, Fraction{number}};
    case 11:
      return Degrade{std::move(target), Degrade::Mode::clog, Fraction{number}};
    case 14:
      return Open{std::move(target)};
    case 15:
      return Close{std::move(target)};
    case 20:
      return CancelJob{std::move(target)};
    case 21:
      return PreemptJob{std::move(target)};
    case 22:
      return CheckpointJob{std::move(target)};
    case 23:
      return CapJob{std::move(target), Fraction{number}};
    case 24:
      return Drain{std::move(target)};
    case 25:
      return Undrain{std::move(target)};
    default:
      return ShortCircuit{std::move(target)};
  }
}
// these are read in a way of their own
constexpr std::size_t acknowledgeVerb = 6, sensorVerb = 12, weatherVerb = 13, transferVerb = 17, upsVerb = 18,
                      submitVerb = 19, limitVerb = 26, rackLoadVerb = 27;
constexpr std::array<const char*, 3> jobKinds{"training", "inference", "batch"};
constexpr Range jobChips{1, 4e6, ""};
constexpr std::array<const char*, 2> transferSides{"normal", "alternate"};
constexpr std::array<const char*, 3> upsModes{"online", "economy", "bypass"};
constexpr std::array<const char*, 4> sensorModes{"bias", "stuck", "drift", "lost"};
constexpr Range sensorError{-1000, 1000, ""};

/// "41.5kW", "63%", "free"
std::string amountOf(const RackLoad& load) {
  switch (load.as) {
    case RackLoad::As::share:
      return toText(load.value * 100.0) + "%";
    case RackLoad::As::watts:
      return toText(load.value / 1e3) + "kW";
    default:
      return "free";
  }
}

/// Its inverse; nothing for what is no amount, or out of all bounds.
std::optional<RackLoad> loadFrom(std::string text) {
  RackLoad load;
  if (text == "free") {
    load.as = RackLoad::As::released;
    return load;
  }
  const bool isShare = text.ends_with('%');
  if (!isShare && !text.ends_with("kW")) return std::nullopt;
  text.resize(text.size() - (isShare ? 1 : 2));
  const auto number = numberFrom<double>(text);
  if (!number || !(*number >= 0.0 && *number <= (isShare ? 100.0 : mostRackKw))) return std::nullopt;
  load.as = isShare ? RackLoad::As::share : RackLoad::As::watts;
  load.value = isShare ? *number / 100.0 : *number * 1e3;
  return load;
}

struct Writer {
  std::string operator()(const Fail& a) const { return "fail " + quoted(a.target); }
  std::string operator()(const Restore& a) const { return "restore " + quoted(a.target); }
  std::string operator()(const SetSupply& a) const { return "set-supply " + quoted(a.target) + " " + toText(a.to.si); }
  std::string operator()(const Leak& a) const { return "leak " + quoted(a.target) + " " + toText(a.rate.si); }
  std::string operator()(const CapFrequency& a) const {
    return "cap-frequency " + quoted(a.target) + " " + toText(a.to.si);
  }
  std::string operator()(const CrashJob& a) const { return "crash " + quoted(a.job); }
  std::string operator()(const Acknowledge& a) const { return "acknowledge " + std::to_string(a.alarm); }
  std::string operator()(const SensorFault& a) const {
    const std::string head = "sensor-fault " + quoted(a.target) + " " + sensorModes[static_cast<std::size_t>(a.mode)];
    return a.mode == SensorFault::Mode::lost ? head : head + " " + toText(a.value);
  }
  std::string operator()(const Stick& a) const { return "stick " + quoted(a.target) + " " + toText(a.at); }
  std::string operator()(const SetManual& a) const { return "manual " + quoted(a.target) + " " + toText(a.to.si); }
  std::string operator()(const SetAuto& a) const { return "auto " + quoted(a.target); }
  std::string operator()(const Degrade& a) const {
    return (a.mode == Degrade::Mode::foul ? "foul " : "clog ") + quoted(a.target) + " " + toText(a.share.si);
  }
  std::string operator()(const ShiftWeather& a) const {
    return "shift-weather " + toText(a.dryBulb.si) + " " + toText(a.dewPoint.si);
  }
  std::string operator()(const Open& a) const { return "open " + quoted(a.target); }
  std::string operator()(const Close& a) const { return "close " + quoted(a.target); }
  std::string operator()(const ShortCircuit& a) const { return "short-circuit " + quoted(a.target); }
  std::string operator()(const Transfer& a) const {
    return "transfer " + quoted(a.target) + " " + transferSides[static_cast<std::size_t>(a.to)];
  }
  std::string operator()(const UpsMode& a) const {
    return "ups-mode " + quoted(a.target) + " " + upsModes[static_cast<std::size_t>(a.mode)];
  }
  std::string operator()(const SubmitJob& a) const {
    return "submit " + quoted(a.job) + " " + jobKinds[static_cast<std::size_t>(a.kind)] + " " +
           std::to_string(a.chips) + " " + toText(a.length.seconds() / 3600.0) + "h " + toText(a.utilisation.si);
  }
  std::string operator()(const CancelJob& a) const { return "cancel " + quoted(a.job); }
  std::string operator()(const PreemptJob& a) const { return "preempt " + quoted(a.job); }
  std::string operator()(const CheckpointJob& a) const { return "checkpoint " + quoted(a.job); }
  std::string operator()(const CapJob& a) const { return "cap-job " + quoted(a.job) + " " + toText(a.to.si); }
  std::string operator()(const Drain& a) const { return "drain " + quoted(a.target); }
  std::string operator()(const Undrain& a) const { return "undrain " + quoted(a.target); }
  std::string operator()(const LimitPower& a) const { return "limit-power " + toText(a.to.si / 1e6); }
  std::string operator()(const LoadRack& a) const {
    const std::string from = a.load.from.us > 0 ? " " + toText(a.load.from.seconds()) + "s" : "";
    return "rack-load " + quoted(a.load.rack) + " " + amountOf(a.load) + from;
  }
};

/// "action.fail" for a whole thing; "action.fail.pump" or ".fan" with its number for a part ("H1/CDU1/P1").
Text partText(const std::string& id, const std::string& target) {
  const std::size_t slash = target.rfind('/');
  if (slash != std::string::npos && slash + 2 < target.size()) {
    const char letter = target[slash + 1];
    const auto number = numberFrom<std::uint32_t>(target.substr(slash + 2));
    if (number && (letter == 'P' || letter == 'F' || letter == 'Q'))
      return Text(id + (letter == 'P'   ? ".pump"
                        : letter == 'F' ? ".fan"
                                        : ".breaker"),
                  {{"target", target.substr(0, slash)}, {"number", std::to_string(*number)}});
  }
  return Text(id, {{"target", target}});
}

struct Describer {
  Text operator()(const Fail& a) const { return partText("action.fail", a.target); }
  Text operator()(const Restore& a) const { return partText("action.restore", a.target); }
  Text operator()(const SetSupply& a) const {
    return Text("action.setSupply", {{"target", a.target}, {"value", toText(a.to.si)}});
  }
  Text operator()(const Leak& a) const {
    if (a.rate.si == 0.0) return Text("action.leakEnds", {{"target", a.target}});
    return Text("action.leak", {{"target", a.target}, {"value", toText(a.rate.si)}});
  }
  Text operator()(const CapFrequency& a) const {
    if (a.to.si >= 1.0) return Text("action.uncap", {{"target", a.target}});
    return Text("action.cap", {{"target", a.target}, {"value", toText(a.to.si * 100.0, 0)}});
  }
  Text operator()(const CrashJob& a) const { return Text("action.crash", {{"job", a.job}}); }
  Text operator()(const Acknowledge& a) const {
    return Text("action.acknowledge", {{"alarm", std::to_string(a.alarm)}});
  }
  Text operator()(const SensorFault& a) const {
    return Text(std::string("action.sensor.") + sensorModes[static_cast<std::size_t>(a.mode)],
                {{"target", a.target}, {"value", toText(a.value)}});
  }
  Text operator()(const Stick& a) const {
    if (a.at < 0.0) return Text("action.stick", {{"target", a.target}});
    return Text("action.stickAt", {{"target", a.target}, {"value", toText(a.at * 100.0, 0)}});
  }
  Text operator()(const SetManual& a) const {
    return Text("action.manual", {{"target", a.target}, {"value", toText(a.to.si * 100.0, 0)}});
  }
  Text operator()(const SetAuto& a) const { return Text("action.auto", {{"target", a.target}}); }
  Text operator()(const Degrade& a) const {
    return Text(a.mode == Degrade::Mode::foul ? "action.foul" : "action.clog",
                {{"target", a.target}, {"value", toText(a.share.si * 100.0, 0)}});
  }
  Text operator()(const ShiftWeather& a) const {
    if (a.dryBulb.si == 0.0 && a.dewPoint.si == 0.0) return Text("action.weather.normal");
    return Text("action.weather", {{"dry", toText(a.dryBulb.si, 1)}, {"dew", toText(a.dewPoint.si, 1)}});
  }
  Text operator()(const Open& a) const { return Text("action.open", {{"target", a.target}}); }
  Text operator()(const Close& a) const { return Text("action.close", {{"target", a.target}}); }
  Text operator()(const ShortCircuit& a) const { return Text("action.short-circuit", {{"target", a.target}}); }
  Text operator()(const Transfer& a) const {
    return Text(std::string("action.transfer.") + transferSides[static_cast<std::size_t>(a.to)],
                {{"target", a.target}});
  }
  Text operator()(const UpsMode& a) const {
    return Text(std::string("action.ups.") + upsModes[static_cast<std::size_t>(a.mode)], {{"target", a.target}});
  }
  Text operator()(const SubmitJob& a) const {
    return Text(
        "action.submit",
        {{"job", a.job}, {"chips", std::to_string(a.chips)}, {"hours", toText(a.length.seconds() / 3600.0, 1)}});
  }
  Text operator()(const CancelJob& a) const { return Text("action.cancel", {{"job", a.job}}); }
  Text operator()(const PreemptJob& a) const { return Text("action.preempt", {{"job", a.job}}); }
  Text operator()(const CheckpointJob& a) const { return Text("action.checkpoint", {{"job", a.job}}); }
  Text operator()(const CapJob& a) const {
    if (a.to.si >= 1.0) return Text("action.uncap", {{"target", a.job}});
    return Text("action.cap", {{"target", a.job}, {"value", toText(a.to.si * 100.0, 0)}});
  }
  Text operator()(const Drain& a) const { return Text("action.drain", {{"target", a.target}}); }
  Text operator()(const Undrain& a) const { return Text("action.undrain", {{"target", a.target}}); }
  Text operator()(const LimitPower& a) const {
    if (a.to.si <= 0.0) return Text("action.unlimit");
    return Text("action.limit", {{"value", toText(a.to.si / 1e6, 2)}});
  }
  Text operator()(const LoadRack& a) const {
    const RackLoad& load = a.load;
    if (load.as == RackLoad::As::released) return Text("action.rackFree", {{"target", load.rack}});
    const bool isShare = load.as == RackLoad::As::share;
    return Text(isShare ? "action.rackShare" : "action.rackPower",
                {{"target", load.rack}, {"value", toText(load.value * (isShare ? 100.0 : 1e-3), 1)}});
  }
};

}  // namespace

std::string toText(const Action& action) { return std::visit(Writer{}, action); }

Text describe(const Action& action) { return std::visit(Describer{}, action); }

std::vector<ActionForm> actionForms() {
  std::vector<ActionForm> out;
  for (const Verb& verb : verbs) out.push_back({verb.word, formOf(verb), verb.example});
  return out;
}

namespace {

/// The verb that was meant, or all that there are: nowhere else are they listed.
Text remedyForVerb(const std::string& word) {
  std::vector<std::string> known;
  for (const auto& verb : verbs) known.emplace_back(verb.word);
  if (std::string near = nearest(word, known); !near.empty())
    return Text("site.remedy.nearest", {{"id", std::move(near)}});
  std::sort(known.begin(), known.end());
  std::string list;
  for (const std::string& verb : known) list += (list.empty() ? "" : ", ") + verb;
  return Text("site.remedy.oneOf", {{"ids", list}});
}

}  // namespace

Result<Action> actionFrom(const std::string& text) {
  auto split = wordsOf(text);
  if (!split) return split.problems();
  const std::vector<Word>& words = *split;
  std::size_t verb = verbs.size();
  for (std::size_t i = 0; i < verbs.size(); ++i)
    if (!words.empty() && words[0].text == verbs[i].word) verb = i;
  if (words.empty()) return problemAt(1, Text("action.empty"), remedyForVerb(""));
  if (verb == verbs.size())
    return problemAt(words[0].column, Text("action.verb", {{"verb", words[0].text}}), remedyForVerb(words[0].text));

  const Range range = verbs[verb].number;
  const bool hasNumber = range.low <= range.high;
  std::size_t wanted = hasNumber ? 3 : 2;
  if (verb == transferVerb || verb == upsVerb) wanted = 3;
  if (verb == submitVerb) wanted = 6;
  if (verb == limitVerb) wanted = 2;
  if (verb == rackLoadVerb) wanted = words.size() > 3 ? 4 : 3;
  if (verb == sensorVerb) wanted = words.size() > 2 && words[2].text == sensorModes[3] ? 3 : 4;
  const Text form = formOf(verbs[verb]);
  if (words.size() < wanted)
    return problemAt(static_cast<int>(text.size()) + 1, Text("action.short", {{"verb", words[0].text}}), form);
  if (words.size() > wanted)
    return problemAt(words[wanted].column, Text("action.long", {{"word", words[wanted].text}}), form);

  if (verb == acknowledgeVerb) {
    const auto alarm = numberFrom<std::uint64_t>(words[1].text);
    if (!alarm) return problemAt(words[1].column, Text("action.number", {{"word", words[1].text}}), form);
    return Action(Acknowledge{*alarm});
  }
  Problems problems;
  const auto numberAt = [&](std::size_t at, const Range& allowed) {
    const auto number = numberFrom<double>(words[at].text);
    if (number && *number >= allowed.low && *number <= allowed.high) return *number;
    problems.push_back(
        problemAt(words[at].column, Text("action.number", {{"word", words[at].text}}),
                  Text("action.between",
                       {{"low", toText(allowed.low)}, {"high", toText(allowed.high)}, {"unit", allowed.unit}})));
    return 0.0;
  };
  Action action;
  if (verb == sensorVerb) {
    const auto mode = std::find(sensorModes.begin(), sensorModes.end(), words[2].text);
    if (mode == sensorModes.end())
      return problemAt(words[2].column, Text("action.sensor.mode", {{"word", words[2].text}}), form);
    const auto which = static_cast<SensorFault::Mode>(mode - sensorModes.begin());
    action = SensorFault{words[1].text, which, words.size() > 3 ? numberAt(3, sensorError) : 0.0};
  } else if (verb == transferVerb) {
    const auto side = std::find(transferSides.begin(), transferSides.end(), words[2].text);
    if (side == transferSides.end())
      return problemAt(words[2].column, Text("action.transfer.side", {{"word", words[2].text}}), form);
    action = Transfer{words[1].text, static_cast<Transfer::To>(side - transferSides.begin())};
  } else if (verb == upsVerb) {
    const auto mode = std::find(upsModes.begin(), upsModes.end(), words[2].text);
    if (mode == upsModes.end())
      return problemAt(words[2].column, Text("action.ups.mode", {{"word", words[2].text}}), form);
    action = UpsMode{words[1].text, static_cast<UpsMode::Mode>(mode - upsModes.begin())};
  } else if (verb == submitVerb) {
    const auto kind = std::find(jobKinds.begin(), jobKinds.end(), words[2].text);
    if (kind == jobKinds.end())
      return problemAt(words[2].column, Text("action.job.kind", {{"word", words[2].text}}), form);
    Word& length = split->at(4);
    if (length.text.size() > 1 && length.text.back() == 'h') length.text.pop_back();
    const double chips = numberAt(3, jobChips), lengthH = numberAt(4, jobHours);
    action =
        SubmitJob{words[1].text, static_cast<Job::Kind>(kind - jobKinds.begin()), static_cast<std::uint32_t>(chips),
                  Duration{static_cast<std::int64_t>(lengthH * 3.6e9 + 0.5)}, Fraction{numberAt(5, fraction)}};
  } else if (verb == rackLoadVerb) {
    auto load = loadFrom(words[2].text);
    if (!load) return problemAt(words[2].column, Text("action.number", {{"word", words[2].text}}), form);
    load->rack = words[1].text;
    if (words.size() > 3) {
      const auto from = durationFrom(words[3].text);
      if (!from || from->us < 0)
        return problemAt(words[3].column, Text("action.number", {{"word", words[3].text}}), form);
      load->from = *from;
    }
    action = LoadRack{*load};
  } else if (verb == limitVerb) {
    action = LimitPower{Watts{numberAt(1, range) * 1e6}};
  } else if (verb == weatherVerb) {
    action = ShiftWeather{Kelvins{numberAt(1, range)}, Kelvins{numberAt(2, range)}};
  } else {
    action = actionOf(verb, words[1].text, hasNumber ? numberAt(2, range) : 0.0);
  }
  if (!problems.empty()) return problems;
  return action;
}

}  // namespace plenum
