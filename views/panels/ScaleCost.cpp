// SPDX-License-Identifier: Apache-2.0
#include "panels/ScaleCost.h"

#include <QStringList>

namespace plenum::views {

ScaleCost::ScaleCost(Look& look, QWidget* parent) : QLabel(parent), look_(look) {
  setTextFormat(Qt::RichText);
  setWordWrap(true);
  setTextInteractionFlags(Qt::TextSelectableByMouse);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  look_.followTheme(this, [this] { setFont(look_.theme.font(Theme::Type::table)); });
}

void ScaleCost::show(const std::optional<Run>& run, const study::ServingWorth& serving) {
  QStringList lines;
  if (run) lines << runText(*run) << moneyText(*run);
  lines << servingText(serving);
  lines.removeAll(QString());
  // text that is told again would drop what a person is selecting in it
  const QString all = lines.join(QStringLiteral("<br/>"));
  if (all != text()) setText(all);
}

QString ScaleCost::runText(const Run& r) const {
  const auto number = [this](double value) { return look_.format.significant(value, 3).toStdString(); };
  const QString pue = look_.format.fixed(r.pue, 2);
  return look_.words(
      "scale.cost.run",
      {{"tokens", look_.format.count(qint64(r.run.tokens / 1e9)).toStdString()},
       {"days", number(r.run.days)},
       {"power", look_.format.text(r.run.facilityW, Unit::watts).toStdString()},
       {"energy", look_.format.text(r.run.kwh * 1e3, Unit::watthours).toStdString()},
       {"carbon", number(r.run.kg / 1e6)},
       {"pue", r.isPueAssumed ? look_.words("scale.pue.assumed", {{"pue", pue.toStdString()}}).toStdString()
                              : pue.toStdString()}});
}

QString ScaleCost::moneyText(const Run& r) const {
  const auto number = [this](double value) { return look_.format.significant(value, 3).toStdString(); };
  const auto millions = [&](double yuan) { return number(yuan / 1e6); };
  const std::string carbon = number(r.run.kgPerMillionTokens());
  if (!r.owned)
    return look_.words(
        "scale.cost.electricity",
        {{"electricity", millions(r.run.yuan)}, {"million", number(r.run.yuanPerMillionTokens())}, {"carbon", carbon}});
  const study::Ownership& own = r.owned->mid;
  const double all = r.run.yuan + own.total();
  return look_.words("scale.cost.owned", {{"all", millions(all)},
                                          {"electricity", millions(r.run.yuan)},
                                          {"chips", millions(own.chips)},
                                          {"plant", millions(own.plant)},
                                          {"upkeep", millions(own.upkeep)},
                                          {"staff", millions(own.staff)},
                                          {"low", millions(r.run.yuan + r.owned->lowTotal)},
                                          {"high", millions(r.run.yuan + r.owned->highTotal)},
                                          {"million", number(all / r.run.tokens * 1e6)},
                                          {"millionPower", number(r.run.yuanPerMillionTokens())},
                                          {"carbon", carbon}});
}

QString ScaleCost::servingText(const study::ServingWorth& s) const {
  const auto number = [this](double value) { return look_.format.significant(value, 3).toStdString(); };
  if (!(s.tokensPerS > 0.0)) return look_.words("scale.cost.no-serving");
  const QString text = look_.words("scale.cost.serving", {{"tokens", number(s.tokensPerS)},
                                                          {"perJ", number(s.perJouleOfChips())},
                                                          {"perJAll", number(s.perJoule())},
                                                          {"perYuan", number(s.perYuan(s.electricityYuanPerHour))}});
  if (!s.ownedYuanPerHour) return text + look_.words("scale.cost.serving.end");
  return text + look_.words("scale.cost.serving.owned",
                            {{"perYuan", number(s.perYuan(s.electricityYuanPerHour + *s.ownedYuanPerHour))}});
}

}  // namespace plenum::views
