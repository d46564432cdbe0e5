# SPDX-License-Identifier: Apache-2.0
"""Names, promises and places. Regressions caught: result bits that hang on the C library, names that say nothing,
paths that exist on one machine only."""
import re

from rulebook import Finding, lineOf, main, withoutComments

BANNED = "Manager|Helper|Util|Utils|Data|Info|Handler"
IN_CODE = [
    (re.compile(rf"\b(?:class|struct|enum class|enum|using)\s+(?!vtk|Q[A-Z])\w*[a-z](?:{BANNED})\b(?!::)"), ("core", "views", "app"),
     f"a name that ends in {BANNED.replace('|', ', ')} does not say what it does"),
    (re.compile(r"^using\s+namespace\b", re.M), ("core", "views", "app"), "using namespace at file scope"),
    (re.compile(r"\bstd::(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|"
                r"hypot|erf|tgamma|lgamma)\s*\("), ("core",),
     "differs from one C library to the next: use plenum::math"),
    (re.compile(r"\bstd::(mt19937\w*|random_device|default_random_engine|\w+_distribution|rand)\b|\b(?:s?rand|drand48)\("),
     ("core",), "randomness comes from base/Random.h alone"),
    (re.compile(r"\b(setlocale|std::locale|std::stod|std::stof|strtod|atof)\b"), ("core",),
     "follows the locale: use from_chars and to_chars"),
]
SOURCE_OF_MATHS = ("core/base/Math.h", "core/base/Math.cpp")
TODO = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\s*\(?#\d+)")
# written in two halves, or this very file would be found
PLACES = [
    (re.compile(r"(?<![\w./$}-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me|t" + r"mp|var/t" + r"mp)/[\w.]"),
     "a path that exists on one machine only"),
    (re.compile(r"\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|\b169\.254\.\d{1,3}\.\d{1,3}\b"),
     "an address of a private network"),
    (re.compile(r"artifact" + r"-?registry|\.pkg" + r"\.dev\b|\bscratch" + r"pad\b|\bsand" + r"box(?:es)?\b", re.I),
     "a word of one workplace"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIV" + r"ATE KEY|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAKIA[A-Z0-9]{16}\b"), "a credential"),
]
BINARY = (".png", ".jpg", ".ttf", ".otf", ".ico", ".gz", ".zst", ".zip", ".glb", ".bin", ".svg", ".epw")


def rule(tree):
    findings = []
    for name in tree.under("core", "views", "app"):
        if name in SOURCE_OF_MATHS:
            continue
        bare = withoutComments(tree.text(name), keepStrings=False)
        for pattern, zones, why in IN_CODE:
            if name.split("/")[0] in zones:
                for match in pattern.finditer(bare):
                    findings.append(Finding(name, lineOf(bare, match.start()), f"{match.group(0).strip()}: {why}"))
    for name in tree.names:
        if name.endswith(BINARY):
            continue
        text = tree.text(name)
        for pattern, why in PLACES:
            for match in pattern.finditer(text):
                findings.append(Finding(name, lineOf(text, match.start()), f"{match.group(0)}: {why}"))
        if name.endswith((".cpp", ".h")):
            for match in TODO.finditer(text):
                findings.append(Finding(name, lineOf(text, match.start()), "a TODO names its issue (TODO #12) or does not exist"))
    return findings


if __name__ == "__main__":
    main(rule)
