// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "base/Hash.h"
#include "base/Math.h"
#include "base/Random.h"
#include "support/Test.h"

using namespace plenum;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const double notANumber = std::numeric_limits<double>::quiet_NaN();

struct Range {
  double from, to;
  bool isLogarithmic = false;
};

/// The worst error over the range, in units of the last place of the true value, against the 64-bit mantissa of
/// the library's long double.
template <class F, class G>
double worstUlp(F ours, G truth, Range range) {
  double worst = 0.0;
  const RandomKey key{.seed = 1, .entity = 2, .purpose = 3};
  const double a = range.isLogarithmic ? std::log(range.from) : range.from;
  const double b = range.isLogarithmic ? std::log(range.to) : range.to;
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    double x = a + (b - a) * randomUniform(key, i);
    if (range.isLogarithmic) x = std::exp(x);
    const long double expected = truth(static_cast<long double>(x));
    const double size = std::abs(static_cast<double>(expected));
    const double ulp = std::nextafter(size, infinity) - size;
    const double error = std::abs(static_cast<double>(ours(x) - expected)) / ulp;
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

bool hasWideReference() { return std::numeric_limits<long double>::digits >= 64; }

}  // namespace

#define BELOW_TWO_ULP(ours, truth, ...)                                                                             \
  do {                                                                                                              \
    const double worst = worstUlp([](double x) { return ours; }, [](long double x) { return truth; }, __VA_ARGS__); \
    QVERIFY2(worst < 2.0, qPrintable(QString::fromLatin1(#ours " is off by %1 ulp").arg(worst)));                   \
  } while (false)

class MathTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void staysBelowTwoUlp() {
    if (!hasWideReference()) QSKIP("long double is no wider than double on this machine");
    BELOW_TWO_ULP(math::exp(x), expl(x), Range{-700, 709});
    BELOW_TWO_ULP(math::exp(x), expl(x), Range{-1, 1});
    BELOW_TWO_ULP(math::expm1(x), expm1l(x), Range{-2, 2});
    BELOW_TWO_ULP(math::expm1(x), expm1l(x), Range{-30, 60});
    BELOW_TWO_ULP(math::expm1(x), expm1l(x), Range{1e-15, 1, true});
    BELOW_TWO_ULP(math::log(x), logl(x), Range{1e-300, 1e300, true});
    BELOW_TWO_ULP(math::log(x), logl(x), Range{0.5, 2});
    BELOW_TWO_ULP(math::log1p(x), log1pl(x), Range{-0.99, 3});
    BELOW_TWO_ULP(math::log1p(x), log1pl(x), Range{1e-17, 1e10, true});
    BELOW_TWO_ULP(math::sin(x), sinl(x), Range{-10, 10});
    BELOW_TWO_ULP(math::sin(x), sinl(x), Range{-1e6, 1e6});
    BELOW_TWO_ULP(math::cos(x), cosl(x), Range{-10, 10});
    BELOW_TWO_ULP(math::cos(x), cosl(x), Range{-1e6, 1e6});
    BELOW_TWO_ULP(math::atan(x), atanl(x), Range{-3, 3});
    BELOW_TWO_ULP(math::atan(x), atanl(x), Range{1e-10, 1e20, true});
    BELOW_TWO_ULP(math::tanh(x), tanhl(x), Range{-3, 3});
    BELOW_TWO_ULP(math::tanh(x), tanhl(x), Range{1e-9, 30, true});
  }

  void powersStayBelowTwoUlpUpToTheLargest() {
    if (!hasWideReference()) QSKIP("long double is no wider than double on this machine");
    BELOW_TWO_ULP(math::pow(x, 0.8), powl(x, 0.8), Range{1e-3, 1e3, true});
    BELOW_TWO_ULP(math::pow(x, 5.2559), powl(x, 5.2559), Range{0.5, 1});
    BELOW_TWO_ULP(math::pow(x, -0.78), powl(x, -0.78), Range{1e-3, 1e3, true});
    BELOW_TWO_ULP(math::pow(x, 2.3), powl(x, 2.3), Range{1e-130, 1e130, true});
    BELOW_TWO_ULP(math::pow(x, 200.0), powl(x, 200.0), Range{0.05, 30, true});
    BELOW_TWO_ULP(math::pow(50.0, x), powl(50.0L, x), Range{-170, 170});
  }

  void exponentialAtItsLimits() {
    QCOMPARE(math::exp(0.0), 1.0);
    QCOMPARE(math::exp(infinity), infinity);
    QCOMPARE(math::exp(-infinity), 0.0);
    QVERIFY(std::isnan(math::exp(notANumber)));
    QVERIFY(std::isfinite(math::exp(709.782712893384)));
    QCOMPARE(math::exp(709.7827128933841), infinity);
    QCOMPARE(math::exp(-746.0), 0.0);
    QCOMPARE(math::exp(-745.1), std::numeric_limits<double>::denorm_min());
    QVERIFY(test::isClose(math::exp(-720.0) * math::exp(720.0 - 200.0) * math::exp(200.0), 1.0, 1e-9));
    QCOMPARE(math::expm1(0.0), 0.0);
    QCOMPARE(math::expm1(-infinity), -1.0);
    QCOMPARE(math::expm1(infinity), infinity);
    QVERIFY(std::isnan(math::expm1(notANumber)));
  }

  void logarithmAtItsLimits() {
    QCOMPARE(math::log(1.0), 0.0);
    QCOMPARE(math::log(0.0), -infinity);
    QCOMPARE(math::log(infinity), infinity);
    QVERIFY(std::isnan(math::log(-1.0)));
    QVERIFY(std::isnan(math::log(notANumber)));
    QVERIFY(test::isClose(math::log(std::numeric_limits<double>::denorm_min()), -744.4400719213812, 1e-15));
    QCOMPARE(math::log1p(0.0), 0.0);
    QCOMPARE(math::log1p(-1.0), -infinity);
    QCOMPARE(math::log1p(infinity), infinity);
    QVERIFY(std::isnan(math::log1p(-1.1)));
    QVERIFY(std::isnan(math::log1p(notANumber)));
  }

  void powerAtItsLimits() {
    QCOMPARE(math::pow(0.0, 0.0), 1.0);
    QCOMPARE(math::pow(0.0, 0.8), 0.0);
    QCOMPARE(math::pow(0.0, -0.8), infinity);
    QCOMPARE(math::pow(notANumber, 0.0), 1.0);
    QVERIFY(std::isnan(math::pow(notANumber, 0.8)));
    QVERIFY(std::isnan(math::pow(-2.0, 0.5)));
    QCOMPARE(math::pow(infinity, 0.5), infinity);
    QCOMPARE(math::pow(infinity, -0.5), 0.0);
    QCOMPARE(math::pow(2.0, infinity), infinity);
    QCOMPARE(math::pow(0.5, infinity), 0.0);
    QCOMPARE(math::pow(10.0, 309.0), infinity);
    QCOMPARE(math::pow(10.0, -330.0), 0.0);
    QCOMPARE(math::pow(2.0, 10.0), 1024.0);
    QCOMPARE(math::pow(1.0 + 0x1p-52, 1e300), infinity);
  }

  void anglesAtTheirLimits() {
    QCOMPARE(math::sin(0.0), 0.0);
    QCOMPARE(math::cos(0.0), 1.0);
    QVERIFY(std::isnan(math::sin(infinity)));
    QVERIFY(std::isnan(math::cos(notANumber)));
    QCOMPARE(math::atan(infinity), math::pi / 2);
    QCOMPARE(math::atan(-infinity), -math::pi / 2);
    QVERIFY(std::isnan(math::atan(notANumber)));
    QCOMPARE(math::tanh(infinity), 1.0);
    QCOMPARE(math::tanh(-infinity), -1.0);
    QVERIFY(std::isnan(math::tanh(notANumber)));
  }

  // would catch a compiler or a processor that gives other bits than the machine on which this was recorded
  void givesTheSameBitsEverywhere() {
    Hash hash;
    for (int i = 0; i < 20'000; ++i) {
      const double x = (i - 10'000) * 0.0137, positive = 1e-3 + i * 0.0411;
      hash.add(math::exp(x));
      hash.add(math::expm1(x));
      hash.add(math::log(positive));
      hash.add(math::log1p(positive));
      hash.add(math::pow(positive, 0.8));
      hash.add(math::sin(x));
      hash.add(math::cos(x));
      hash.add(math::atan(x));
      hash.add(math::tanh(x * 0.1));
    }
    QCOMPARE(hash.text(), std::string("74edd67d6e3376bd"));
  }
};

PLENUM_TEST(MathTest)
#include "MathTest.moc"
