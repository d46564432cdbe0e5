# SPDX-License-Identifier: Apache-2.0
"""Files are short, plain and say their licence. Regression caught: the file that nobody dares to open any more."""
from rulebook import Finding, main

BINARY = (".png", ".jpg", ".ttf", ".otf", ".ico", ".gz", ".zst", ".zip", ".glb", ".bin", ".run")
LICENSED = (".cpp", ".h", ".in", ".py", ".sh", ".cmake", "CMakeLists.txt")
MEASURED = (".cpp", ".h", ".py", ".sh", ".cmake", "CMakeLists.txt")
FULL, TOO_LONG = 400, 900
SPDX = b"SPDX-License-Identifier: Apache-2.0"


def rule(tree):
    findings = []
    for name in tree.names:
        if name.endswith(BINARY):
            continue
        content = tree.bytes(name)
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as problem:
            line = content.count(b"\n", 0, problem.start) + 1
            findings.append(Finding(name, line, "not UTF-8"))
            continue
        if content.startswith(b"\xef\xbb\xbf"):
            findings.append(Finding(name, 1, "begins with a byte order mark"))
        if b"\r" in content:
            findings.append(Finding(name, content.count(b"\n", 0, content.index(b"\r")) + 1, "lines end in LF alone"))
        if content and not content.endswith(b"\n"):
            findings.append(Finding(name, content.count(b"\n") + 1, "the last line lacks its end"))
        lines = content.count(b"\n")
        if name.endswith(MEASURED) and lines > FULL:
            findings.append(Finding(name, 0, f"{lines} lines; {FULL} is a full file, {TOO_LONG} the limit",
                                    isError=lines > TOO_LONG))
        isScript = content.startswith(b"#!")
        if name.endswith(LICENSED) or isScript:
            head = b"\n".join(content.split(b"\n")[:2])
            if SPDX not in head:
                findings.append(Finding(name, 1, f"lacks its line '{SPDX.decode()}'"))
        if name.endswith(".h") and b"\n#pragma once\n" not in b"\n" + content:
            findings.append(Finding(name, 1, "lacks #pragma once"))
    return findings


if __name__ == "__main__":
    main(rule)
