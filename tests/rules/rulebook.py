# SPDX-License-Identifier: Apache-2.0
"""What every rule shares: the files it reads and the way it answers.

A rule is a script with a function rule(tree) that returns findings. `python3 includes.py ROOT` prints them and ends
with 1 where one of them is an error; `python3 prove.py includes.py` shows on small bad trees that the rule can fail.
"""
import re
import subprocess
import sys
from pathlib import Path

SKIPPED = 77  # ctest's SKIP_RETURN_CODE
NOT_OURS = ("build/", "out/", ".cache/", ".git/", "tests/rules/fixtures/")
CODE = (".cpp", ".h")


class Skip(Exception):
    """The rule cannot be judged on this machine; says why."""


class Finding:
    def __init__(self, path, line, what, isError=True):
        self.path, self.line, self.what, self.isError = path, line, what, isError

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {'error' if self.isError else 'warning'}: {self.what}"


class Tree:
    """The files under a root that belong to the project: what git knows or would add, or simply all where git is absent."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        names = self._fromGit()
        if names is None:
            names = [p.relative_to(self.root).as_posix() for p in self.root.rglob("*")]
        self.names = sorted(n for n in set(names) if not n.startswith(NOT_OURS) and "/__pycache__/" not in n
                            and (self.root / n).is_file() and not (self.root / n).is_symlink())

    def _fromGit(self):
        if not (self.root / ".git").exists():
            return None
        try:
            done = subprocess.run(["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others",
                                   "--exclude-standard"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return [n for n in done.stdout.decode().split("\0") if n]

    def under(self, *folders, endings=CODE):
        return [n for n in self.names if n.startswith(tuple(f + "/" for f in folders)) and n.endswith(tuple(endings))]

    def bytes(self, name):
        return (self.root / name).read_bytes()

    def text(self, name):
        return self.bytes(name).decode("utf-8", errors="replace")


TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"(?P<mark>\w*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)


def withoutComments(source, keepStrings=True):
    """The source with comments (and, if asked, string contents) blanked; lines keep their numbers."""
    def blank(match):
        token = match.group(0)
        if token[0] in "\"'R" and keepStrings:
            return token
        return re.sub(r"[^\n]", " ", token)
    # a digit separator is not a quote
    return TOKEN.sub(blank, re.sub(r"(?<=\d)'(?=\d)", "_", source))


def lineOf(source, offset):
    return source.count("\n", 0, offset) + 1


def main(rule):
    root = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    try:
        findings = rule(Tree(root))
    except Skip as reason:
        print(f"skipped: {reason}")
        sys.exit(SKIPPED)
    for finding in findings:
        print(finding)
    errors = sum(f.isError for f in findings)
    print(f"{errors} errors, {len(findings) - errors} warnings")
    sys.exit(1 if errors else 0)
