// SPDX-License-Identifier: Apache-2.0
#include "models/ThingSearch.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "live/Naming.h"

namespace plenum::views {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// in the order of Kind
constexpr std::array<const char*, kindCount> kindIds{
    "campus", "building", "hall",      "row",   "rack",      "chip",        "loop", "cdu",  "fanWall", "circuit",
    "pump",   "chiller",  "exchanger", "tower", "dryCooler", "powerDevice", "tank", "lake", "door"};

enum class Order { unsaid, most, least };
enum class State { any, failed, dark, off, on };

/// What a line was understood to ask.
struct Asked {
  std::optional<Kind> kind;
  std::optional<PowerSpec::Kind> power;
  QString kindWord;
  std::vector<EntityRef> within;
  Order order = Order::unsaid;
  bool wantsHeat = false;  // "hottest", "coldest": a temperature
  QChar sign;              // < > =; null: no comparison
  bool orEqual = false;
  double number = 0.0;
  QString unit;
  State state = State::any;
  QStringList words;  // that remain: names, or words of a reading
};

/// The words that a text of the language tables lists, "rack racks cabinet 机柜".
QStringList wordsOf(const Look& look, const std::string& id) {
  return look.words(id.c_str()).toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

bool isAmong(const QString& word, const Look& look, const char* id) { return wordsOf(look, id).contains(word); }

/// Chinese is written without spaces: known words are cut out of it.
QString spaced(QString line, const Look& look) {
  static constexpr std::array<const char*, 9> lists{"search.most",    "search.least",  "search.hottest",
                                                    "search.coldest", "search.failed", "search.dark",
                                                    "search.off",     "search.on",     "search.in"};
  QStringList known;
  const auto take = [&](const QStringList& words) {
    for (const QString& word : words)
      if (word.front().unicode() >= 0x4e00) known << word;
  };
  for (const char* id : kindIds) take(wordsOf(look, std::string("search.kind.") + id));
  for (const char* id : lists) take(wordsOf(look, id));
  std::sort(known.begin(), known.end(), [](const QString& a, const QString& b) { return a.size() > b.size(); });
  QString out;
  for (int i = 0; i < line.size();) {
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const QString& word) { return QStringView(line).mid(i).startsWith(word); });
    if (found != known.end() && line[i].unicode() >= 0x4e00) {
      out += QLatin1Char(' ') + *found + QLatin1Char(' ');
      i += int(found->size());
    } else {
      out += line[i++];
    }
  }
  return out;
}

Asked understand(const QString& typed, const Frame& frame, const Look& look) {
  Asked asked;
  QString line = typed.toLower().trimmed();
  line.replace(QStringLiteral("≥"), QStringLiteral(">=")).replace(QStringLiteral("≤"), QStringLiteral("<="));
  line.replace(QStringLiteral("＞"), QStringLiteral(">")).replace(QStringLiteral("＜"), QStringLiteral("<"));
  line.replace(QStringLiteral("℃"), QStringLiteral("°c")).replace(QStringLiteral("％"), QStringLiteral("%"));
  static const QRegularExpression above(QStringLiteral("(大于|高于|超过|\\b(over|above|more than)\\b)"));
  static const QRegularExpression below(QStringLiteral("(小于|低于|不到|\\b(under|below|less than)\\b)"));
  line.replace(above, QStringLiteral(" > ")).replace(below, QStringLiteral(" < "));
  static const QRegularExpression comparison(
      QStringLiteral("([<>=])(=?)\\s*(-?[0-9]+(?:[.,][0-9]+)?)\\s*([%°a-zµ³/]*[0-9]?(?:/[a-z]+)?)"));
  const auto match = comparison.match(line);
  if (match.hasMatch()) {
    asked.sign = match.captured(1).front();
    asked.orEqual = !match.captured(2).isEmpty();
    asked.number = match.captured(3).replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
    asked.unit = match.captured(4);
    line.replace(match.capturedStart(), match.capturedLength(), QStringLiteral(" "));
  }
  static const QRegularExpression gap(QStringLiteral("\\s+"));
  for (const QString& word : spaced(line, look).split(gap, Qt::SkipEmptyParts)) {
    if (isAmong(word, look, "search.in")) continue;
    if (isAmong(word, look, "search.most")) {
      asked.order = Order::most;
    } else if (isAmong(word, look, "search.least")) {
      asked.order = Order::least;
    } else if (isAmong(word, look, "search.hottest")) {
      asked.order = Order::most, asked.wantsHeat = true;
    } else if (isAmong(word, look, "search.coldest")) {
      asked.order = Order::least, asked.wantsHeat = true;
    } else if (isAmong(word, look, "search.failed")) {
      asked.state = State::failed;
    } else if (isAmong(word, look, "search.dark")) {
      asked.state = State::dark;
    } else if (isAmong(word, look, "search.off")) {
      asked.state = State::off;
    } else if (isAmong(word, look, "search.on")) {
      asked.state = State::on;
    } else {
      bool isKind = false;
      for (std::size_t k = 1; k < kindIds.size() && !isKind && !asked.kind; ++k)
        if (wordsOf(look, std::string("search.kind.") + kindIds[k]).contains(word))
          isKind = true, asked.kind = Kind(k), asked.kindWord = look.words((std::string("kind.") + kindIds[k]).c_str());
      static constexpr std::array<std::pair<const char*, PowerSpec::Kind>, 7> devices{{
          {"feed", PowerSpec::Kind::feed},
          {"transformer", PowerSpec::Kind::transformer},
          {"board", PowerSpec::Kind::board},
          {"ups", PowerSpec::Kind::ups},
          {"pdu", PowerSpec::Kind::pdu},
          {"genset", PowerSpec::Kind::genset},
          {"storage", PowerSpec::Kind::storage},
      }};
      for (const auto& [id, kind] : devices)
        if (!isKind && !asked.kind && wordsOf(look, std::string("search.power.") + id).contains(word)) {
          isKind = true;
          asked.kind = Kind::powerDevice;
          asked.power = kind;
          asked.kindWord = look.words((std::string("power.") + id).c_str());
        }
      if (isKind) continue;
      asked.words << word;
    }
  }
  // "rack H1": what remains and is called like a place, is a place
  if (asked.kind && frame.layout)
    for (int i = int(asked.words.size()) - 1; i >= 0; --i) {
      const auto place = frame.layout->find(asked.words[i].toUpper().toStdString());
      if (!place || place->kind == *asked.kind) continue;
      asked.within.push_back(*place);
      asked.words.removeAt(i);
    }
  return asked;
}

/// The reading that the remaining words, the unit and the order mean; null where none fits.
const Reading* readingFor(const Asked& asked, Kind kind, const Look& look) {
  const ReadingTable& table = readingsOf(kind);
  const Reading* best = nullptr;
  double bestScore = 0.0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Reading& reading = table.rows[i];
    const QString name = look.words((std::string("reading.") + reading.id).c_str()).toLower();
    const QString id = QString::fromLatin1(reading.id).replace(QLatin1Char('-'), QLatin1Char(' '));
    double score = 0.0;
    int hit = 0;
    for (const QString& word : asked.words)
      if (name.contains(word) || id.contains(word)) ++hit, score += 10.0;
    if (!asked.words.isEmpty() && hit == 0) continue;
    if (!asked.sign.isNull() && asked.unit != QLatin1String("%") &&
        !std::isfinite(valueIn(asked.number, asked.unit, reading.unit)))
      continue;
    if (asked.wantsHeat && reading.unit != Unit::celsius) continue;
    // "CDU > 80 %": of what it can do; then its headline, then in the order of the table
    if (asked.unit == QLatin1String("%")) {
      if (reading.limit && !reading.isGoal && reading.unit != Unit::celsius)
        score += 3.0;
      else if (reading.unit == Unit::fraction)
        score += reading.id == std::string_view("load") ? 4.0 : 2.0;
      else
        continue;
    }
    if (i == table.headline) score += 1.0;
    score += 0.5 - 0.01 * double(i);
    if (score > bestScore) best = &reading, bestScore = score;
  }
  return best;
}

bool isIn(const Layout& layout, EntityRef entity, const std::vector<EntityRef>& places) {
  if (places.empty()) return true;
  const std::vector<EntityRef> path = pathTo(layout, entity);
  return std::all_of(places.begin(), places.end(),
                     [&](EntityRef place) { return std::find(path.begin(), path.end(), place) != path.end(); });
}

bool isSo(const Frame& frame, EntityRef entity, State wanted) {
  if (wanted == State::any) return true;
  const auto running = runningOf(frame, entity);
  if (!running) return false;
  switch (wanted) {
    case State::failed:
      return *running == Running::failed;
    case State::dark:
      return *running == Running::dark;
    case State::off:
      return *running == Running::off;
    default:
      return *running == Running::on || *running == Running::starting;
  }
}

bool holds(const Asked& asked, double value, double wanted) {
  // equal as far as two digits after the point can tell
  const bool isEqual = std::abs(value - wanted) <= 0.005 * std::max(1.0, std::abs(wanted));
  if (asked.sign == QLatin1Char('=') || (asked.orEqual && isEqual)) return isEqual;
  return asked.sign == QLatin1Char('>') ? value > wanted : value < wanted;
}

QString sentence(const Asked& asked, const Reading* reading, bool isShare, const Look& look) {
  QStringList parts{asked.kindWord};
  if (asked.state != State::any) {
    static constexpr std::array<const char*, 5> ids{"", "running.failed", "running.dark", "running.off", "running.on"};
    parts << look.words(ids[static_cast<std::size_t>(asked.state)]);
  }
  if (reading) {
    QString what = look.words((std::string("reading.") + reading->id).c_str());
    if (isShare) what = look.words("search.of-limit", {{"reading", what.toStdString()}});
    if (!asked.sign.isNull()) {
      const double wanted = isShare ? asked.number / 100.0 : valueIn(asked.number, asked.unit, reading->unit);
      QString sign = asked.orEqual ? (asked.sign == QLatin1Char('>') ? QStringLiteral("≥") : QStringLiteral("≤"))
                                   : QString(asked.sign);
      what += QLatin1Char(' ') + sign + QLatin1Char(' ') +
              look.format.text(wanted, isShare ? Unit::fraction : reading->unit);
    }
    parts << what;
    if (asked.order != Order::unsaid)
      parts << look.words(asked.order == Order::most ? "search.highest-first" : "search.lowest-first");
  }
  return parts.join(QStringLiteral(" · "));
}

ThingAnswer answerQuestion(const Asked& asked, const Frame& frame, const Look& look, std::size_t most) {
  ThingAnswer answer;
  answer.isQuestion = true;
  const Layout& layout = *frame.layout;
  const bool wantsValue = !asked.sign.isNull() || asked.order != Order::unsaid;
  const Reading* reading = wantsValue ? readingFor(asked, *asked.kind, look) : nullptr;
  const bool isShare = reading && asked.unit == QLatin1String("%") && reading->unit != Unit::fraction;
  answer.understood = sentence(asked, reading, isShare, look);
  if (wantsValue && !reading) {
    answer.understood = look.words("search.no-reading", {{"kind", asked.kindWord.toStdString()}});
    return answer;
  }
  const double wanted = !reading || asked.sign.isNull() ? 0.0
                        : isShare                       ? asked.number / 100.0
                                                        : valueIn(asked.number, asked.unit, reading->unit);
  for (std::uint32_t i = 0; i < layout.count(*asked.kind); ++i) {
    const EntityRef entity{*asked.kind, i};
    if (asked.power && layout.power[i].kind != *asked.power) continue;
    if (!isSo(frame, entity, asked.state) || !isIn(layout, entity, asked.within)) continue;
    double value = nothing;
    if (reading) {
      value = reading->read(frame, entity);
      if (isShare) value /= reading->limit(frame, entity);
      if (!std::isfinite(value)) continue;
      if (!asked.sign.isNull() && !holds(asked, value, wanted)) continue;
    }
    answer.hits.push_back({entity, 1.0, reading, value, isShare});
  }
  answer.total = answer.hits.size();
  const std::size_t shown = std::min(most, answer.hits.size());
  if (reading) {
    const bool isAscending =
        asked.order == Order::least || (asked.order == Order::unsaid && asked.sign == QLatin1Char('<'));
    std::partial_sort(answer.hits.begin(), answer.hits.begin() + std::ptrdiff_t(shown), answer.hits.end(),
                      [isAscending](const auto& a, const auto& b) {
                        if (a.value != b.value) return isAscending ? a.value < b.value : a.value > b.value;
                        return a.entity.index < b.entity.index;
                      });
  }
  answer.hits.resize(shown);
  return answer;
}

ThingAnswer answerName(const QString& typed, const Frame& frame, const Look& look, std::size_t most) {
  ThingAnswer answer;
  const Layout& layout = *frame.layout;
  const QString wanted = typed.trimmed();
  struct Named {
    ThingAnswer::Hit hit;
    std::string_view id;
  };
  std::vector<Named> found;
  for (const auto& [id, entity] : layout.byId) {
    double score = fuzzy(wanted, QString::fromStdString(id));
    const bool isNamed = entity.kind == Kind::hall || entity.kind == Kind::building || entity.kind == Kind::circuit ||
                         entity.kind == Kind::powerDevice;
    if (isNamed) score = std::max(score, fuzzy(wanted, shortNameOf(layout, entity, look.words)));
    if (score > 0.0) found.push_back({{entity, score, nullptr, nothing, false}, id});
  }
  // the best first, among equals the shortest: "H1" before "H1/R1-01"
  const auto isBefore = [](const Named& a, const Named& b) {
    if (a.hit.score != b.hit.score) return a.hit.score > b.hit.score;
    return a.id.size() != b.id.size() ? a.id.size() < b.id.size() : a.id < b.id;
  };
  answer.total = found.size();
  const std::size_t shown = std::min(found.size(), most);
  std::partial_sort(found.begin(), found.begin() + std::ptrdiff_t(shown), found.end(), isBefore);
  for (std::size_t i = 0; i < shown; ++i) answer.hits.push_back(found[i].hit);
  return answer;
}

}  // namespace

double fuzzy(const QString& typed, const QString& written) {
  const QString needle = typed.toLower().trimmed(), hay = written.toLower();
  if (needle.isEmpty() || hay.isEmpty()) return 0.0;
  const auto at = hay.indexOf(needle);
  const auto isWordAt = [&](qsizetype i) { return i == 0 || !hay[i - 1].isLetterOrNumber(); };
  const double share = double(needle.size()) / double(hay.size());
  if (at >= 0) return (isWordAt(at) ? 0.8 : 0.65) + 0.2 * share;
  // all words, in any order
  const QStringList words = needle.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  if (words.size() > 1 && std::all_of(words.begin(), words.end(), [&](const QString& w) { return hay.contains(w); }))
    return 0.55 + 0.1 * share;
  if (words.size() > 1) {
    double least = 1.0;
    for (const QString& word : words) least = std::min(least, fuzzy(word, hay));
    if (least > 0.0) return 0.9 * least;
  }
  if (needle.size() < 2) return 0.0;
  // letters left out: many beginnings of words, few gaps
  qsizetype from = 0;
  int starts = 0, gaps = 0;
  for (const QChar c : needle) {
    if (c.isSpace()) continue;
    const auto next = hay.indexOf(c, from);
    if (next < 0) return 0.0;
    if (isWordAt(next)) ++starts;
    if (next > from && from > 0 && !isWordAt(next)) ++gaps;
    from = next + 1;
  }
  const double score = 0.35 + 0.2 * starts / double(needle.size()) - 0.12 * gaps;
  return score > 0.25 ? score : 0.0;
}

double valueIn(double number, const QString& typed, Unit of) {
  const QString unit = typed.toLower();
  if (of == Unit::heat) of = Unit::watts;
  struct Scale {
    const char* name;
    Unit of;
    double scale, offset = 0.0;
  };
  static constexpr Scale scales[] = {
      {"w", Unit::watts, 1.0},
      {"kw", Unit::watts, 1e3},
      {"mw", Unit::watts, 1e6},
      {"gw", Unit::watts, 1e9},
      {"rt", Unit::watts, 3516.8528},
      {"°c", Unit::celsius, 1.0},
      {"c", Unit::celsius, 1.0},
      {"°f", Unit::celsius, 5.0 / 9.0, -160.0 / 9.0},
      {"f", Unit::celsius, 5.0 / 9.0, -160.0 / 9.0},
      {"k", Unit::kelvins, 1.0},
      {"%", Unit::fraction, 0.01},
      {"kg/s", Unit::kgPerS, 1.0},
      {"l/s", Unit::kgPerS, 1.0},
      {"l/min", Unit::kgPerS, 1.0 / 60},
      {"m³/h", Unit::waterKgPerS, 1.0 / 3.6},
      {"m3/h", Unit::waterKgPerS, 1.0 / 3.6},
      {"m³/s", Unit::m3PerS, 1.0},
      {"m3/s", Unit::m3PerS, 1.0},
      {"min", Unit::minutes, 1.0},
      {"h", Unit::hours, 1.0},
      {"h", Unit::minutes, 60.0},
      {"min", Unit::hours, 1.0 / 60},
      {"hz", Unit::hertz, 1.0},
  };
  for (const Scale& s : scales)
    if (unit == QString::fromUtf8(s.name) && s.of == of) return number * s.scale + s.offset;
  if (!unit.isEmpty()) return nothing;
  return of == Unit::watts ? number * 1e3 : of == Unit::fraction ? number / 100.0 : number;
}

ThingAnswer findThings(const QString& line, const Frame& frame, const Look& look, std::size_t most) {
  if (line.trimmed().isEmpty() || !frame.layout) return {};
  const Asked asked = understand(line, frame, look);
  const bool isQuestion = !asked.sign.isNull() || asked.order != Order::unsaid || asked.state != State::any;
  if (asked.kind && isQuestion) return answerQuestion(asked, frame, look, most);
  // a kind alone, or in a place, lists them; all else is a name
  if (asked.kind && asked.words.isEmpty())
    if (ThingAnswer answer = answerQuestion(asked, frame, look, most); answer.total > 0) return answer;
  return answerName(line, frame, look, most);
}

}  // namespace plenum::views
