# SPDX-License-Identifier: Apache-2.0
"""Files of one room are compiled together (PLENUM_UNITY), so what they keep to themselves needs names of its own.

Regression caught: two files that each keep a name in an anonymous namespace build apart, and stop building, or quietly
call the other's function, the day that a third file moves them into one batch. The same where a private name is also
that of something in a header of the room. Functions that differ in their parameters are overloads, and may be.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

from rulebook import Finding, Tree, lineOf, main, withoutComments

NAMESPACE = re.compile(r"(?<![\w:])(inline\s+)?namespace(\s+[\w:]+)?\s*\{")
TYPE = re.compile(r"(?:struct|class|union|enum\s+class|enum\s+struct|enum)\s+(?:\[\[\w+\]\]\s*|alignas\(\w+\)\s*)*(\w+)")
ALIAS = re.compile(r"using\s+(\w+)\s*=\s*(.*)", re.S)
NOT_NAMED = ("using", "namespace", "static_assert", "friend", "extern", "Q_", "PLENUM_", "VTK_")
ADVICE = "the files of a room are compiled together; name it for what it is here, or let it stand once in a header"


def closing(source, start):
    """The offset behind the brace that closes the one at `start`."""
    depth = 0
    for brace in re.compile(r"[{}]").finditer(source, start):
        depth += 1 if brace.group(0) == "{" else -1
        if depth == 0:
            return brace.end()
    return len(source)


def declarations(source, begin, end):
    """(offset, text) of every declaration between the two; what stands in braces is left out of the text."""
    at = start = begin
    parentheses, text = 0, ""
    while at < end:
        letter = source[at]
        if letter == "{" and parentheses == 0:
            close = closing(source, at)
            isValue = "=" in outside(text, "()") or re.match(r"\s*(?:\w+\s+)*(struct|class|union|enum)\b[^()]*$", text)
            at = close
            if isValue or source[close:end].lstrip().startswith((";", ",")):
                text += "{}"
            else:  # the body of a function
                yield start, text
                start, text = at, ""
            continue
        if letter == ";" and parentheses == 0:
            yield start, text
            start, text = at + 1, ""
        else:
            parentheses += (letter == "(") - (letter == ")")
            text += letter
        at += 1


def scopes(source, begin=0, end=None, outer=""):
    """(namespace, is it anonymous, begin, end) of every stretch of declarations in a namespace."""
    at = begin
    end = len(source) if end is None else end
    while True:
        match = NAMESPACE.search(source, at, end)
        if not match:
            if outer:
                yield outer, False, at, end
            return
        if outer:
            yield outer, False, at, match.start()
        close = closing(source, match.end() - 1)
        if match.group(2):
            yield from scopes(source, match.end(), close - 1, f"{outer}::{match.group(2).strip()}")
        else:
            yield outer, True, match.end(), close - 1
        at = close


def outside(text, letters):
    """The text without what stands in brackets of the kinds given, each an opening and a closing letter."""
    out, depth = "", 0
    for letter in text:
        if letter in letters[0]:
            depth += 1
        elif letter in letters[1] and depth:
            depth -= 1
        elif depth == 0:
            out += letter
    return out


def parametersOf(text):
    """The types of a function's parameters, written in one way."""
    inner = text[text.index("(") + 1:]
    depth = 1
    for at, letter in enumerate(inner):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            inner = inner[:at]
            break
    parts, depth = [""], 0
    for letter in inner:
        depth += (letter in "<([{") - (letter in ">)]}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    types = []
    for part in parts:
        part = re.sub(r"=.*", "", part, flags=re.S).strip()
        words = re.sub(r"(?<=[\w>&*])\s+\w+$|(?<=[&*>])\w+$", "", part)  # without its name
        types.append(re.sub(r"\s+|const|std::|plenum::|&", "", words))
    return ",".join(types)


def namesOf(text):
    """(name, what tells it from others of that name) of what a declaration gives: the parameters of a function, what an
    alias is for; None for the rest."""
    text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$", "", text, flags=re.M)
    text = re.sub(r"\[\[[^\]]*\]\]", "", text).replace("->", "  ").strip()
    if text.startswith("template"):
        inner = text[len("template"):]
        depth = 0
        for at, letter in enumerate(inner):
            depth += (letter == "<") - (letter == ">")
            if letter == ">" and depth == 0:
                text = inner[at + 1:].strip()
                break
    alias = ALIAS.match(text)
    if alias:
        return [(alias.group(1), "= " + alias.group(2))]
    if not text or text.startswith(NOT_NAMED) or "operator" in text:
        return []
    kind = TYPE.match(text)
    if kind and "(" not in text and "=" not in text:
        return [(kind.group(1), None)]
    plain = outside(text, "<>")
    head = re.split(r"[=({\[]", plain, maxsplit=1)[0]
    if plain[len(head):].startswith("("):
        word = re.search(r"([\w:]+)\s*$", head)
        if not word or "::" in word.group(1) or " " not in re.sub(r"[&*]", " ", head).strip():
            return []
        called = re.search(r"\b" + word.group(1) + r"\s*\(", text)
        return [(word.group(1), parametersOf(text[called.start():]))] if called else []
    names = []
    for part in outside(plain, ("([{", ")]}")).split(","):
        word = re.search(r"(\w+)\s*$", part.split("=")[0])
        if word:
            names.append((word.group(1), None))
    return names


def namesIn(source):
    """(namespace, is it anonymous, name, what, line) of everything declared in a namespace."""
    for outer, isAnonymous, begin, end in scopes(source):
        for offset, text in declarations(source, begin, end):
            for name, what in namesOf(text):
                yield outer, isAnonymous, name, what, lineOf(source, offset + len(text) - len(text.lstrip()))


def mayBothBe(one, other):
    """Overloads, or one alias said twice."""
    if one is None or other is None:
        return False
    return one == other if one.startswith("=") or other.startswith("=") else one != other


def rule(tree):
    shown = defaultdict(list)  # by the headers of a room: (room, namespace, name) → (path, what)
    for path in tree.under("core", "views", "app", "tests", endings=(".h",)):
        for outer, isAnonymous, name, what, _ in namesIn(withoutComments(tree.text(path), keepStrings=False)):
            if not isAnonymous:
                shown[path.rpartition("/")[0], outer, name].append((path, what))
    findings, owners = [], defaultdict(list)
    for path in tree.under("core", "views", "app", "tests", endings=(".cpp",)):
        room = path.rpartition("/")[0]
        reported = set()
        for outer, isAnonymous, name, what, line in namesIn(withoutComments(tree.text(path), keepStrings=False)):
            if not isAnonymous:
                continue
            clashes = [f"is also private to {other}" for other, theirs in owners[room, name]
                       if other != path and not mayBothBe(what, theirs)]
            clashes += [f"also stands in {header}" for header, theirs in shown[room, outer, name]
                        if not mayBothBe(what, theirs)]
            owners[room, name].append((path, what))
            if clashes and name not in reported:
                reported.add(name)
                findings.append(Finding(path, line, f"'{name}' {clashes[0]}: {ADVICE}"))
    return findings


if __name__ == "__main__":
    if sys.argv[1:2] == ["--apart"]:  # for the build: the files that must be compiled by themselves
        root = Path(sys.argv[2]).resolve()
        print("\n".join(sorted({f"{root}/{finding.path}" for finding in rule(Tree(root))})))
    else:
        main(rule)
