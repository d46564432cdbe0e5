// SPDX-License-Identifier: Apache-2.0
#include "board/DerivationView.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cctype>
#include <cmath>

#include "panels/Parts.h"

namespace plenum::views {

namespace {

using What = plan::Headline::What;
using Origin = plan::DerivationInput::Origin;

constexpr std::size_t mostValues = 14;  // of a list that are written out
constexpr std::array<const char*, 4> confidenceIds{"assumptions.published", "assumptions.unverified",
                                                   "assumptions.inferred", "assumptions.assumed"};
constexpr std::array<const char*, 6> derivedFromIds{"derive.origin.assumption", "derive.origin.plan",
                                                    "derive.origin.solved",     "derive.origin.site",
                                                    "derive.origin.reckoned",   "derive.origin.constant"};

QString small(const QString& text, const Tokens& t) {
  return QStringLiteral("<span style='color:%1'>%2</span>").arg(t.dim.name(), text);
}

}  // namespace

DerivationView::DerivationView(Look& look, PlanShown& shown, QWidget* parent)
    : QFrame(parent), look_(look), shown_(shown) {
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(6, 4, 6, 4);
  down->setSpacing(4);
  auto* row = new QHBoxLayout;
  row->addWidget(label(look_, "derive.title", Theme::Type::table, Tone::dim, this), 1);
  back_ = textButton(look_, "derive.back", this);
  close_ = textButton(look_, "derive.close", this);
  row->addWidget(back_);
  row->addWidget(close_);
  down->addLayout(row);
  page_ = new QTextBrowser(this);
  page_->setFrameShape(QFrame::NoFrame);
  page_->setOpenLinks(false);
  down->addWidget(page_, 1);
  setFocusProxy(page_);
  connect(page_, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
    bool isNumber = false;
    const int which = url.toString().mid(2).toInt(&isNumber);
    if (isNumber && which >= 0 && which < int(links_.size())) show(links_[std::size_t(which)]);
  });
  connect(back_, &QPushButton::clicked, this, &DerivationView::back);
  connect(close_, &QPushButton::clicked, this, &DerivationView::closeAsked);
  connect(&shown_, &PlanShown::changed, this, &DerivationView::refresh);
  connect(&shown_, &PlanShown::spreadChanged, this, &DerivationView::refresh);
  look_.words.follow(this, [this] {
    page_->setAccessibleName(look_.words("derive.title"));
    refresh();
  });
  look_.followTheme(this, [this] {
    page_->document()->setDefaultFont(look_.theme.font(Theme::Type::table));
    refresh();
  });
}

void DerivationView::show(plan::Headline headline) {
  if (asked_.empty() || asked_.back() != headline) asked_.push_back(std::move(headline));
  refresh();
}

void DerivationView::back() {
  if (asked_.size() > 1) asked_.pop_back();
  refresh();
}

void DerivationView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return Q_EMIT closeAsked();
  if (event->key() == Qt::Key_Backspace) return back();
  QFrame::keyPressEvent(event);
}

void DerivationView::refresh() {
  back_->setEnabled(asked_.size() > 1);
  links_.clear();
  if (asked_.empty() || !shown_.evaluation()) return page_->clear();
  const auto derivation =
      derivationOf(asked_.back(), *shown_.plan(), shown_.option(), *shown_.ground(), *shown_.evaluation());
  page_->setHtml(derivation ? page(*derivation) : look_.words("derive.none").toHtmlEscaped());
}

QString DerivationView::nameOf(const plan::DerivationInput& input) const {
  if (!input.name.en.empty() || !input.name.zh.empty()) return look_.words(input.name);
  return look_.words(("derive.in." + input.symbol).c_str());
}

QString DerivationView::titleOf(const plan::Headline& h, const Name& name) const {
  QString out = look_.words((std::string("derive.what.") + wordOf(h.what)).c_str());
  QString of;
  if (h.what == What::capacityMw || h.what == What::bindingMw)
    of = look_.words(("plan.resource." + name.en).c_str());
  else if (h.what == What::opexPart || h.what == What::opexMonth || h.what == What::tcoPart)
    of = h.id.empty() ? QString() : look_.words(("plan.part." + h.id).c_str());
  else if (!name.en.empty() || !name.zh.empty())
    of = look_.words(name) +
         (h.id.empty() ? QString() : QStringLiteral(" (") + QString::fromStdString(h.id) + QLatin1Char(')'));
  else if (!h.id.empty())
    of = QString::fromStdString(h.id);
  if (!of.isEmpty()) out = look_.words("derive.of", {{"name", out.toStdString()}, {"of", of.toStdString()}});
  if (h.month >= 0)
    out =
        look_.words("derive.month", {{"name", out.toStdString()},
                                     {"month", textOf(plan::firstOfMonth(shown_.plan()->from, h.month)).substr(0, 7)}});
  return out;
}

QString DerivationView::value(double value, const std::string& unit) const {
  if (std::isnan(value)) return look_.words("derive.never");
  if (unit == "day") return QString::fromStdString(plan::textOf({static_cast<std::int32_t>(std::floor(value + 1e-6))}));
  if (unit == "CNY" && std::abs(value) >= 1e7)
    return look_.words("expansion.money",
                       {{"sum", look_.format.fixed(value * (look_.words.isChinese() ? 1e-8 : 1e-9), 4).toStdString()}});
  const double size = std::abs(value);
  const bool isWhole = value == std::round(value) && size < 1e12;
  const QString number = isWhole       ? look_.format.fixed(value, 0)
                         : size >= 1e6 ? look_.format.fixed(value, 0)
                                       : look_.format.significant(value, 6);
  if (unit.empty()) return number;
  static const std::array<const char*, 10> said{"CNY",   "MCNY",  "chips", "weeks", "days",
                                                "month", "CNY/h", "CNY/d", "h/d",   "d"};
  const bool isSaid = std::find(said.begin(), said.end(), unit) != said.end();
  return number + QStringLiteral("\u202f") +
         (isSaid ? look_.words(("derive.unit." + unit).c_str()) : QString::fromStdString(unit));
}

/// The equation with the names of its inputs in place of their symbols.
QString DerivationView::equation(const plan::Derivation& derivation) const {
  QString out;
  const std::string& text = derivation.equation;
  for (std::size_t at = 0; at < text.size();) {
    if (std::isalpha(static_cast<unsigned char>(text[at])) == 0) {
      const char c = text[at++];
      out += c == '*'   ? QStringLiteral("×")
             : c == '-' ? QStringLiteral("−")
             : c == '/' ? QStringLiteral("÷")
                        : QString(QLatin1Char(c));
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
    const std::string word = text.substr(at, end - at);
    const auto input = std::find_if(derivation.inputs.begin(), derivation.inputs.end(),
                                    [&](const plan::DerivationInput& one) { return one.symbol == word; });
    out += input == derivation.inputs.end() ? QString::fromStdString(word)
                                            : QStringLiteral("‹") + nameOf(*input) + QStringLiteral("›");
    at = end;
  }
  return out.replace(QStringLiteral(">="), QStringLiteral("≥"));
}

QString DerivationView::knownAs(const plan::DerivationInput& input) const {
  QStringList out{look_.words(derivedFromIds[std::size_t(input.origin)])};
  if (input.origin == Origin::assumption || input.high > input.low)
    out[0] += QStringLiteral(" · ") + look_.words(confidenceIds[std::size_t(input.confidence)]);
  if (input.high > input.low)
    out << look_.words("derive.range", {{"low", value(input.low, input.unit).toStdString()},
                                        {"high", value(input.high, input.unit).toStdString()}});
  if (!input.source.empty() && input.source != shown_.plan()->id)
    out << look_.words("derive.source", {{"source", input.source}});
  for (QString& line : out) line = line.toHtmlEscaped();
  return out.join(QStringLiteral("<br/>"));
}

/// What samples say of the same number, where they say anything.
QString DerivationView::sureness(const plan::Headline& h) const {
  const plan::Spread* s = shown_.spread().get();
  if (!s || s->samples == 0) return {};
  std::optional<plan::Range3> range;
  std::string unit = "CNY";
  if (h.what == What::npv) range = s->npv;
  if (h.what == What::capex) range = s->capex;
  if (h.what == What::peakFunding) range = s->peakFunding;
  if (h.what == What::tco) range = s->tcoPerChipHour, unit = "CNY/h";
  if (h.what == What::liveMw && h.month >= 0 && h.month < int(s->liveMw.size()))
    range = s->liveMw[std::size_t(h.month)], unit = "MW";
  if (h.what == What::goalMonth) range = s->goalMonth, unit = "goal";
  if (!range) return {};
  const auto said = [&](double v) {
    if (unit != "goal") return value(v, unit).toStdString();
    return v >= shown_.plan()->months ? look_.words("expansion.goal.never").toStdString()
                                      : textOf(plan::firstOfMonth(shown_.plan()->from, int(v))).substr(0, 7);
  };
  const QString sure = look_.words(
      "derive.sure", {{"low", said(range->p10)}, {"high", said(range->p90)}, {"samples", std::to_string(s->samples)}});
  return unit == "goal" && s->goalCause ? sure + QLatin1Char(' ') + look_.words(saidOf(*s->goalCause)) : sure;
}

QString DerivationView::linked(const QString& text, const plan::Headline& to) {
  if (to.what == What::count) return text.toHtmlEscaped();
  links_.push_back(to);
  return QStringLiteral("<a href='h:%1'>%2</a>").arg(links_.size() - 1).arg(text.toHtmlEscaped());
}

QString DerivationView::page(const plan::Derivation& d) {
  const Tokens& t = look_.theme.tokens();
  const bool isMonth = (d.of.what == What::goalMonth || d.of.what == What::payback) && !std::isnan(d.value);
  const QString shown =
      isMonth ? QString::fromStdString(textOf(plan::firstOfMonth(shown_.plan()->from, int(d.value))).substr(0, 7))
              : value(d.value, d.unit);
  QString out = QStringLiteral("<p style='margin:0'><b>%1</b></p><p style='margin:0;font-size:18px'><b>%2</b></p>")
                    .arg(titleOf(d.of, d.name).toHtmlEscaped(), shown.toHtmlEscaped());
  if (const QString sure = sureness(d.of); !sure.isEmpty())
    out += QStringLiteral("<p style='margin:0'>%1</p>").arg(sure.toHtmlEscaped());
  out += QStringLiteral("<p style='margin:6px 0 2px 0'>= %1</p>").arg(equation(d).toHtmlEscaped());
  // said only after it has been done
  const auto again = workedOut(d.equation, d.inputs);
  const bool isSame =
      again && (std::isnan(d.value) ? std::isnan(*again)
                                    : std::abs(*again - d.value) <= 1e-9 * std::max(1.0, std::abs(d.value)));
  const QString check =
      isSame ? look_.words("derive.equals")
             : look_.words("derive.differs", {{"value", again ? value(*again, d.unit).toStdString() : "–"}});
  out += QStringLiteral("<p style='margin:0 0 6px 0'>%1</p>").arg(small(check.toHtmlEscaped(), t));
  out += QStringLiteral(
             "<table cellpadding='3' cellspacing='0' width='100%'><tr><td>%1</td><td "
             "align='right'>%2</td><td>%3</td></tr>")
             .arg(small(look_.words("derive.input"), t), small(look_.words("derive.value"), t),
                  small(look_.words("derive.known"), t));
  for (const plan::DerivationInput& input : d.inputs) {
    const bool isList = !input.of.empty() && input.values.size() != 1;
    const bool leads = !isList && input.from.size() == 1;
    const QString name = leads ? linked(nameOf(input), input.from.front()) : nameOf(input).toHtmlEscaped();
    QString number;
    if (!isList)
      number = input.values.empty() ? Format::dash() : value(input.values.front(), input.unit);
    else if (input.values.empty())
      number = Format::dash();
    else {
      const auto [low, high] = std::minmax_element(input.values.begin(), input.values.end());
      number = look_.words("derive.many", {{"count", std::to_string(input.values.size())},
                                           {"low", value(*low, input.unit).toStdString()},
                                           {"high", value(*high, input.unit).toStdString()}});
    }
    out += QStringLiteral(
               "<tr><td valign='top'>%1</td><td valign='top' align='right'>%2</td><td valign='top'>%3</td></tr>")
               .arg(name, number.toHtmlEscaped(), small(knownAs(input), t));
    if (!isList) continue;
    // those that say something first: a zero adds nothing
    std::vector<std::size_t> order;
    for (std::size_t k = 0; k < input.values.size(); ++k)
      if (input.values[k] != 0.0 || input.values.size() <= mostValues) order.push_back(k);
    const std::size_t every = std::max<std::size_t>(1, (order.size() + mostValues - 1) / mostValues);
    std::size_t told = 0;
    // the least and the largest are always among them: one of them makes a minimum or a maximum
    const auto [least, largest] = std::minmax_element(input.values.begin(), input.values.end());
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t k = order[i];
      const bool isEnd =
          input.values.begin() + std::ptrdiff_t(k) == least || input.values.begin() + std::ptrdiff_t(k) == largest;
      if (i % every != 0 && !isEnd) continue;
      ++told;
      const QString id = QString::fromStdString(input.of[k]);
      const QString text = k < input.from.size() ? linked(id, input.from[k]) : id.toHtmlEscaped();
      out += QStringLiteral("<tr><td>&nbsp;&nbsp;%1</td><td align='right'>%2</td><td></td></tr>")
                 .arg(text, value(input.values[k], input.unit).toHtmlEscaped());
    }
    if (told < input.values.size())
      out += QStringLiteral("<tr><td>&nbsp;&nbsp;%1</td><td></td><td></td></tr>")
                 .arg(small(look_.words("derive.more", {{"count", std::to_string(input.values.size() - told)}}), t));
  }
  return out + QStringLiteral("</table>");
}

}  // namespace plenum::views
