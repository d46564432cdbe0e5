# SPDX-License-Identifier: Apache-2.0
"""Who may include whom. Regression caught: a layer that rots by one convenient header at a time."""
import re

from rulebook import Finding, lineOf, main, withoutComments

# room → the rooms it may enter; it may also enter what those may. The picture is in the architecture page.
CORE = {
    "base": [],
    "catalog": ["base"],
    "site": ["catalog"],
    "scenario": ["site", "physics"],
    "document": ["scenario"],
    "physics": ["base"],
    "airflow": ["physics", "site"],
    "workload": ["scenario"],
    "frame": ["scenario"],
    "sim": ["physics", "airflow", "workload", "frame"],
    "run": ["sim", "document"],
    "plan": ["study"],
    "ways": ["plan"],
    "report": ["plan"],
    "drill": ["run", "document"],
    "study": ["run", "document"],
    "figures": ["run", "plan", "drill"],
    "io": ["document", "frame", "workload", "sim", "plan", "drill", "figures"],
}
VIEWS = {
    "overlays": ["site", "frame"],
    "scene": ["overlays"],
    "viewport": ["scene"],
    "look": ["frame"],
    "live": ["look", "run"],
    "models": ["live", "figures"],
    "charts": ["live", "figures"],
    "schematics": ["live", "figures", "overlays"],
    "drawings": ["schematics"],
    "panels": ["models", "charts", "schematics", "overlays", "study"],
    "board": ["panels", "drawings", "ways", "report"],
}
# what a view may see of rooms that are otherwise closed to it
VIEW_DOORS = {"sim": [], "run": ["run/Session.h"], "io": ["io/Language.h"]}
# io may read everything but the engine's own loop
CLOSED = {"io": ["run"]}

QT = re.compile(r"^(Q[A-Za-z]+|Qt[A-Z]\w*/.*|Q\w+/.*)$")
VTK = re.compile(r"^vtk\w+\.h$")
GL = re.compile(r"^(GL|EGL|GLES\d?|KHR)/|^(glew|glad)\.h$|^vtk_glew\.h$")
THREADS = {"thread", "mutex", "shared_mutex", "condition_variable", "future", "stop_token", "semaphore", "latch",
           "barrier", "pthread.h", "execution"}
# folder → standard headers for threads that it may include
THREADS_IN = {"core/run": THREADS, "views/viewport": {"thread", "mutex", "condition_variable", "stop_token"},
              "views/live": {"mutex"}}
VTK_IN = ("views/scene", "views/viewport")
GL_IN = ("views/viewport",)
QT_NOT_IN = ("views/scene", "views/overlays")
JSON_IN = ("core/io",)
# words that start a thread or read a wall clock, where a header alone does not tell
WORDS = [
    (re.compile(r"\b(std::(jthread|thread|async)\b(?!::)|QThread\b|QtConcurrent\b)"), "starts threads",
     ("core/run", "views/viewport")),
    (re.compile(r"\b(system_clock|steady_clock|high_resolution_clock|gettimeofday|clock_gettime)\b"),
     "reads a wall clock", ("core/run", "views", "app")),
]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)


def reachable(table, room):
    found, open_ = {room}, [room]
    while open_:
        for other in table.get(open_.pop(), []):
            if other not in found:
                found.add(other)
                open_.append(other)
    return found - set(CLOSED.get(room, []))


def circle(graph):
    """One circle in a graph as a list of rooms, or None."""
    done, path = set(), []

    def visit(room):
        if room in path:
            return path[path.index(room):] + [room]
        if room in done:
            return None
        path.append(room)
        for other in sorted(graph.get(room, ())):
            found = visit(other)
            if found:
                return found
        path.pop()
        done.add(room)
        return None

    for room in sorted(graph):
        found = visit(room)
        if found:
            return found
    return None


def mayEnter(zone, room, header):
    """Whether a file of zone/room may include "target/File.h"."""
    target = header.split("/")[0]
    if zone == "app":
        return target in CORE or target in VIEWS
    if zone == "core":
        return target in CORE and target in reachable(CORE, room)
    if target == room:
        return True
    if target in VIEW_DOORS:
        return header in VIEW_DOORS[target]
    if target in CORE:
        return True
    return target in VIEWS and target in reachable({**CORE, **VIEWS}, room)


def outside(folder, header):
    """Why a file in folder may not include <header>, or None."""
    zone = folder.split("/")[0]
    if QT.match(header) and (zone == "core" or folder in QT_NOT_IN):
        return "no Qt here"
    if GL.match(header) and folder not in GL_IN:
        return f"GL and EGL belong to {', '.join(GL_IN)}"
    if VTK.match(header) and folder not in VTK_IN and zone != "app":
        return f"VTK belongs to {', '.join(VTK_IN)}"
    if header in THREADS and zone != "app" and header not in THREADS_IN.get(folder, ()):
        return f"threads belong to {', '.join(sorted(THREADS_IN))}"
    if header.startswith("nlohmann/") and folder not in JSON_IN:
        return f"nlohmann/json belongs to {', '.join(JSON_IN)}"
    return None


def declaredUses(tree):
    """What the build lets each room see: plenum_room(NAME USES …) in core and views."""
    for name in ("core/CMakeLists.txt", "views/CMakeLists.txt"):
        if name not in tree.names:
            continue
        text = re.sub(r"#[^\n]*", "", tree.text(name))
        for call in re.finditer(r"plenum_room\(\s*(\w+)([^)]*)\)", text):
            uses = re.search(r"\bUSES\b(.*?)(?=\b(?:LIBS|QT)\b|$)", call.group(2), re.S)
            yield name, lineOf(text, call.start()), call.group(1), uses.group(1).split() if uses else []


def rule(tree):
    findings = []
    both = {**CORE, **VIEWS}
    graph = {}
    for name in tree.under("core", "views", "app"):
        parts = name.split("/")
        zone, room = parts[0], parts[1] if len(parts) > 2 else ""
        folder = f"{zone}/{room}" if room else zone
        if zone != "app" and room not in (CORE if zone == "core" else VIEWS):
            findings.append(Finding(name, 0, f"the room {folder} is not in the table of tests/rules/includes.py"))
            continue
        source = withoutComments(tree.text(name))
        for match in INCLUDE.finditer(source):
            quote, header = match.groups()
            line = lineOf(source, match.start(1))
            if quote == "<":
                why = outside(folder, header)
                if why:
                    findings.append(Finding(name, line, f"<{header}>: {why}"))
                continue
            why = outside(folder, header)
            if why:
                findings.append(Finding(name, line, f'"{header}": {why}'))
                continue
            if header.endswith(".moc") or (header.startswith(("ui_", "moc_", "qrc_"))):
                continue
            if zone == "app" and f"app/{header}" in tree.names:
                continue
            target = header.split("/")[0]
            if "/" not in header or target not in both:
                findings.append(Finding(name, line, f'"{header}": includes are written "room/File.h"'))
                continue
            if not {f"core/{header}", f"views/{header}"} & set(tree.names):
                findings.append(Finding(name, line, f'"{header}": there is no such file'))
            if not mayEnter(zone, room, header):
                findings.append(Finding(name, line, f'"{header}": {folder} may not enter {target}'))
            if zone != "app" and target != room:
                graph.setdefault(room, set()).add(target)
        bare = withoutComments(tree.text(name), keepStrings=False)
        for pattern, why, allowed in WORDS:
            if folder.startswith(allowed) or zone == "app":
                continue
            for match in pattern.finditer(bare):
                findings.append(Finding(name, lineOf(bare, match.start()), f"{match.group(0)} {why}; "
                                        f"only {', '.join(allowed)} may"))
    for name, line, room, uses in declaredUses(tree):
        for other in uses:
            if other not in reachable(both, room) or (room in VIEWS and VIEW_DOORS.get(other) == []):
                findings.append(Finding(name, line, f"{room} USES {other}, which the table does not allow"))
    for graph, what in ((both, "the table"), (graph, "the includes")):
        found = circle(graph)
        if found:
            findings.append(Finding("core", 0, f"a circle in {what}: {' → '.join(found)}"))
    return findings


if __name__ == "__main__":
    main(rule)
