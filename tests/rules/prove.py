# SPDX-License-Identifier: Apache-2.0
"""Shows that a rule can fail: runs it on each small tree in fixtures/<rule>/.

A tree holds expected.txt, one line per finding: "path: words". Each line must meet a finding of its own, and no finding
may be left over. An empty expected.txt is a tree that is right. Fixtures end in .txt so that nobody else reads them:
`core/base/A.h.txt` stands for `core/base/A.h`. A fixture called `…-with-MODULE` waits for that Python module.
"""
import importlib
import importlib.util
import sys
import tempfile
from pathlib import Path

from rulebook import SKIPPED, Skip, Tree


def unpack(fixture, root):
    for source in fixture.rglob("*"):
        if source.is_file() and source.name != "expected.txt":
            target = root / source.relative_to(fixture).with_suffix("")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())


def judge(rule, fixture):
    """What is wrong with the rule's answer to one fixture."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(fixture, Path(folder))
        findings = [str(f) for f in rule(Tree(folder)) if f.isError]
    complaints, left = [], list(findings)
    for line in (fixture / "expected.txt").read_text(encoding="utf-8").splitlines():
        path, _, words = line.partition(": ")
        met = next((f for f in left if f.startswith(path) and words in f), None)
        if met is None:
            complaints.append(f"not found: {line}")
        else:
            left.remove(met)
    return complaints + [f"found, and not expected: {f}" for f in left]


def main():
    name = Path(sys.argv[1]).stem
    rule = importlib.import_module(name).rule
    fixtures = sorted(p for p in (Path(__file__).parent / "fixtures" / name).iterdir() if p.is_dir())
    wrong, bad = 0, 0
    try:
        for fixture in fixtures:
            module = fixture.name.partition("-with-")[2]
            if module and importlib.util.find_spec(module) is None:
                print(f"{fixture.name}: not tried, {module} is not installed")
                continue
            complaints = judge(rule, fixture)
            bad += bool((fixture / "expected.txt").read_text(encoding="utf-8").strip())
            wrong += bool(complaints)
            print(f"{fixture.name}: {'as expected' if not complaints else ''}")
            for complaint in complaints:
                print(f"  {complaint}")
    except Skip as reason:
        print(f"skipped: {reason}")
        sys.exit(SKIPPED)
    if not bad:
        print("no fixture makes this rule fail")
    sys.exit(1 if wrong or not bad else 0)


main()
