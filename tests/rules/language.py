# SPDX-License-Identifier: Apache-2.0
"""Both languages say the same. Regression caught: a sentence that shows as [its.id], or a {place} that stays empty."""
import json
import re

from rulebook import Finding, lineOf, main, withoutComments

PLACE = re.compile(r"\{(\w+)\}")
# an id in full, not the beginning of one that is put together
ID_LITERAL = re.compile(r'\b(?:Text|say)\s*[({]\s*"([A-Za-z][\w.\-]*)"\s*[,)}]')


def read(tree, code, findings):
    """id → (file, sentence) of one language."""
    table = {}
    for name in tree.under(f"assets/language/{code}", endings=(".json",)):
        try:
            pairs = json.loads(tree.text(name), object_pairs_hook=list)
        except ValueError as problem:
            findings.append(Finding(name, 0, f"not JSON: {problem}"))
            continue
        if not isinstance(pairs, list) or not all(isinstance(p, tuple) for p in pairs):
            findings.append(Finding(name, 0, "a language table is one flat object"))
            continue
        for key, sentence in pairs:
            if key in table:
                findings.append(Finding(name, 0, f"{key}: is already in {table[key][0]}"))
            if not isinstance(sentence, str) or not sentence.strip():
                findings.append(Finding(name, 0, f"{key}: no sentence"))
                sentence = ""
            table[key] = (name, sentence)
    return table


def rule(tree):
    findings = []
    en, zh = read(tree, "en", findings), read(tree, "zh", findings)
    for here, there, code in ((en, zh, "zh"), (zh, en, "en")):
        for key, (name, _) in here.items():
            if key not in there:
                findings.append(Finding(name, 0, f"{key}: is missing in {code}"))
    for key in sorted(en.keys() & zh.keys()):
        places, others = set(PLACE.findall(en[key][1])), set(PLACE.findall(zh[key][1]))
        if places != others:
            findings.append(Finding(zh[key][0], 0, f"{key}: places {sorted(others)} here, {sorted(places)} in en"))
    for name in tree.under("core", "views", "app"):
        source = withoutComments(tree.text(name))
        for match in ID_LITERAL.finditer(source):
            key = match.group(1)
            if key not in en:
                findings.append(Finding(name, lineOf(source, match.start()), f"{key}: is in no language table"))
    return findings


if __name__ == "__main__":
    main(rule)
