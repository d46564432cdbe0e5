# SPDX-License-Identifier: Apache-2.0
"""Sources are formatted by clang-format 14. Other versions disagree about details, so they are not asked."""
import re
import shutil
import subprocess

from rulebook import CODE, Finding, Skip, main

VERSION = 14
FORMATTED = ("core", "views", "app", "tests")
COMPLAINT = re.compile(r"^(.*?):(\d+):\d+: (?:error|warning): (.*)$", re.M)


def formatter():
    for name in (f"clang-format-{VERSION}", "clang-format"):
        path = shutil.which(name)
        if path:
            said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
            if re.search(rf"\bversion {VERSION}\.", said):
                return path
    raise Skip(f"clang-format {VERSION} is not installed")


def rule(tree):
    program = formatter()
    names = tree.under(*FORMATTED, endings=CODE)
    findings, first = [], {}
    for start in range(0, len(names), 40):
        done = subprocess.run([program, "--dry-run", "-Werror", f"--style=file:{tree.root}/.clang-format",
                               *names[start:start + 40]], cwd=tree.root, capture_output=True, text=True)
        for path, line, _ in COMPLAINT.findall(done.stderr):
            first.setdefault(path, int(line))
        if done.returncode and not COMPLAINT.search(done.stderr):
            findings.append(Finding(".clang-format", 0, done.stderr.strip()))
    findings += [Finding(path, line, "is not as clang-format -i leaves it") for path, line in first.items()]
    return findings


if __name__ == "__main__":
    main(rule)
