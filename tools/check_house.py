#!/usr/bin/env python3
"""The rules of the house that a machine can check.  Prints TAP; one test per rule.

    tools/check_house.py            all rules
    tools/check_house.py --headers  compiles each header by itself as well (slower)

Functions are found by their braces in the first column, which is how they are written here."""
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FUNCTION_LINES, FILE_LINES, HEADER_LINES, PAGE_LINES = 70, 1000, 200, 350
MAY_SEE = {"base": {"base"}, "engine": {"base", "engine"}, "store": {"base", "store"}, "file": {"base", "file"},
           "http": {"base", "store", "http"}, "caps": {"base", "engine", "store", "file", "caps"},
           "app": {"base", "engine", "store", "file", "http", "caps", "app"}}
BANNED = ("strcpy strcat sprintf vsprintf strtok atoi atol atof gets alloca setjmp longjmp localtime gmtime ctime asctime "
          "rand srand random system popen tmpnam mktemp").split()
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|lorem ipsum|敬请期待|待实现")
CLOCK = re.compile(r"\b(time|clock_gettime|gettimeofday|getrandom|randombytes_buf|fopen|open|getenv)\s*\(")


def tracked():
    out = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True)
    return sorted(f for f in out.stdout.splitlines() if os.path.isfile(os.path.join(ROOT, f)))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as f:   # tests keep a file that is no UTF-8
        return f.read()


def without_comments(text):
    """C text with comments and literals blanked, line for line."""
    keep = lambda m: re.sub(r"[^\n]", " ", m[0])
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', keep, text, flags=re.S)


def c_files(files, endings=(".c", ".h")):
    return [f for f in files if f.startswith("src/") and f.endswith(endings)]


def functions_fit_a_screen(files):
    for path in [f for f in files if f.endswith(".c")]:
        start = None
        for number, line in enumerate(read(path).splitlines(), 1):
            if line.startswith("{"):
                start = number
            elif line.startswith("}") and start:
                if number - start + 1 > FUNCTION_LINES:
                    yield f"{path}:{start}: {number - start + 1} lines, {FUNCTION_LINES} allowed"
                start = None


def files_fit_a_sitting(files):
    for path in c_files(files):
        most = HEADER_LINES if path.endswith(".h") else FILE_LINES
        n = read(path).count("\n")
        if n > most:
            yield f"{path}: {n} lines, {most} allowed"


def stairs_only_go_down(files):
    order = [line for line in read("src/caps/ORDER").split("\n") if line and not line.startswith("#")]
    for path in c_files(files):
        parts = path.split("/")
        room, cap = parts[1], parts[2] if parts[1] == "caps" else None
        is_test, is_http = path.endswith("_test.c"), path.endswith(("_http.c", "_http.h"))
        if cap and cap not in order:
            yield f"{path}: capability {cap} is not in src/caps/ORDER"
            continue
        for seen in re.findall(r'^#include "([^"]+)"', read(path), flags=re.M):
            seen_room = seen.split("/")[0] if "/" in seen else ""
            if is_test or not seen_room or seen_room not in MAY_SEE:
                continue
            if seen_room not in MAY_SEE[room] and not (is_http and seen == "http/op.h"):
                yield f"{path}: {room} may not see {seen}"
            if cap and seen_room == "caps":
                other = seen.split("/")[1]
                if other not in order or order.index(other) > order.index(cap):
                    yield f"{path}: {cap} stands below {other} (src/caps/ORDER)"


def sql_stays_in_its_own_capability(files):
    for path in c_files(files):
        for seen in re.findall(r'^#include "([a-z_]+)\.sql\.h"', read(path), flags=re.M):
            home = [f for f in files if f.endswith(f"/{seen}.sql")]
            if not home or os.path.dirname(home[0]) != os.path.dirname(path):
                yield f"{path}: the statements of {seen} belong to {os.path.dirname(home[0]) if home else 'nobody'}"
            if path.endswith("_http.c"):
                yield f"{path}: no SQL in op tables"


def banned_functions_are_not_used(files):
    banned = re.compile(r"(?<![\w>.])(" + "|".join(BANNED) + r")\s*\(")
    for path in c_files(files):
        if path.endswith("_test.c"):
            continue
        for number, line in enumerate(without_comments(read(path)).splitlines(), 1):
            if banned.search(line):
                yield f"{path}:{number}: {banned.search(line)[1]} is banned"


def rules_have_no_clock_and_no_files(files):
    for path in c_files(files, (".c",)):
        if path.startswith(("src/engine/", "src/base/")) and not path.endswith("_test.c"):
            for number, line in enumerate(without_comments(read(path)).splitlines(), 1):
                if CLOCK.search(line):
                    yield f"{path}:{number}: {CLOCK.search(line)[1]} in a room without clock and I/O"


def rooms_have_a_readme(files):
    rooms = {os.path.dirname(f) for f in c_files(files)}
    for room in sorted(rooms):
        if f"{room}/README.md" not in files:
            yield f"{room}: no README.md"


def sources_name_their_licence(files):
    web = [f for f in files if f.startswith("web/") and f.endswith((".ts", ".mjs", ".vue", ".css")) and not f.endswith("schema.d.ts")]
    for path in c_files(files) + web + [f for f in files if f.startswith("tests/") and f.endswith((".c", ".h"))]:
        if "SPDX-License-Identifier: Apache-2.0" not in read(path)[:200]:
            yield f"{path}: no SPDX line"


def nothing_is_left_unfinished(files):
    for path in files:
        if path.endswith((".c", ".h", ".py", ".sh", ".sql", ".md", ".yaml", ".def", ".scn", ".ts", ".vue")) and not path.endswith("check_house.py"):
            for number, line in enumerate(read(path).splitlines(), 1):
                if UNFINISHED.search(line):
                    yield f"{path}:{number}: {UNFINISHED.search(line)[0]}"


def dependencies_are_explained(files):
    book = read("docs/dependencies.md")
    for line in read("tools/packages.txt").splitlines():
        if line and not line.startswith("#") and f"`{line.split()[1]}`" not in book:
            yield f"tools/packages.txt: {line.split()[1]} has no line in docs/dependencies.md"
    if "web/package.json" in files:
        package = json.loads(read("web/package.json"))
        for name in [*package.get("dependencies", {}), *package.get("devDependencies", {})]:
            if f"`{name}`" not in book:
                yield f"web/package.json: {name} has no line in docs/dependencies.md"


def the_lock_file_names_no_registry(files):
    """npm ci then asks whichever registry the machine is told to use."""
    if "web/package-lock.json" in files and re.search(r'"resolved"|registry\.', read("web/package-lock.json")):
        yield "web/package-lock.json: names a registry; delete it and node_modules, then npm install (web/.npmrc)"


def page_files(files, endings):
    return [f for f in files if f.startswith("web/src/") and f.endswith(endings) and not f.endswith((".test.ts", "schema.d.ts"))]


def page_parts_fit_a_sitting(files):
    for path in page_files(files, (".vue", ".ts")):
        n = read(path).count("\n")
        if n > PAGE_LINES and not path.endswith("texts.ts"):
            yield f"{path}: {n} lines, {PAGE_LINES} allowed"


def what_a_page_says_stands_in_both_languages(files):
    """Templates call texts; a Chinese word typed into one would have no English."""
    for path in page_files(files, (".vue",)):
        template = re.search(r"^<template>.*?^</template>|^<template>.*</template>$", read(path), flags=re.S | re.M)
        text = re.sub(r"<!--.*?-->", "", template[0], flags=re.S) if template else ""
        for word in re.findall(r"[\u4e00-\u9fff]+", text):
            if word != "中文":
                yield f"{path}: {word} belongs into texts"


def pages_use_tokens_and_rem(files):
    """Colours are tokens, sizes grow with large text; type `any` hides mistakes."""
    for path in page_files(files, (".vue", ".ts")):
        text = re.sub(r"<svg.*?</svg>", "", read(path), flags=re.S)
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[;\s'\"])", line) and "SPDX" not in line:
                yield f"{path}:{number}: a colour of its own: {line.strip()[:80]}"
            if re.search(r"font(-size)?:[^;]*\d+px", line):
                yield f"{path}:{number}: type in px does not grow: {line.strip()[:80]}"
            if re.search(r"[:<(,]\s*any\b(?=\s*[)>,;=\[\]|])|\bas any\b", line):
                yield f"{path}:{number}: any: {line.strip()[:80]}"


def chinese_and_english_stand_together(files):
    """README and the chapters users read exist in both languages."""
    for path in ("README.md", "docs/start.md", "docs/command.md", "docs/phones.md"):
        other = path.replace(".md", ".zh-CN.md")
        for one in (path, other):
            if one not in files:
                yield f"{one}: missing"


def headers_compile_alone(files):
    packages = "libpq pangocairo sqlite3 libmicrohttpd jansson".split()
    found = subprocess.run(["pkg-config", "--cflags", *packages], capture_output=True, text=True, check=True).stdout.split()
    flags = ["-std=gnu17", "-D_GNU_SOURCE", "-Isrc", "-Itests", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", *found, "-x", "c"]
    for path in c_files(files, (".h",)):
        done = subprocess.run(["gcc", *flags, "-include", "stddef.h", path], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            yield f"{path}: {done.stderr.strip().splitlines()[0]}"


def main():
    files = tracked()
    rules = [functions_fit_a_screen, files_fit_a_sitting, stairs_only_go_down, sql_stays_in_its_own_capability,
             banned_functions_are_not_used, rules_have_no_clock_and_no_files, rooms_have_a_readme, sources_name_their_licence,
             nothing_is_left_unfinished, dependencies_are_explained,
             the_lock_file_names_no_registry, page_parts_fit_a_sitting, what_a_page_says_stands_in_both_languages, pages_use_tokens_and_rem,
             chinese_and_english_stand_together]
    if "--headers" in sys.argv:
        rules.append(headers_compile_alone)
    print(f"1..{len(rules)}")
    bad = False
    for number, rule in enumerate(rules, 1):
        found = list(rule(files))
        print(f"{'not ok' if found else 'ok'} {number} - house: {rule.__name__}")
        for line in found[:40]:
            print(f"#   {line}")
        bad = bad or bool(found)
    sys.exit(1 if bad else 0)


main()
