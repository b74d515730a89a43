#!/usr/bin/env python3
"""migrations.gen.c: every migration of every capability, in order of number, as text.

A file is caps/x/migrations/NNNN_name.sql.  Lines between `-- only: sqlite` (or postgres)
and `-- end` go to that store alone; triggers may hold ';' inside."""
import hashlib
import re
import sys


def for_store(text, store):
    out, only = [], None
    for line in text.splitlines():
        m = re.fullmatch(r"-- only: (sqlite|postgres)\s*", line)
        if m:
            only = m[1]
        elif re.fullmatch(r"-- end\s*", line):
            only = None
        elif only in (None, store) and not line.startswith("--"):
            out.append(line)
    return "\n".join(line for line in out if line.strip())


def c_string(sql):
    return "\n\t\t".join('"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"' for line in sql.splitlines()) or '""'


out, rows, seen = sys.argv[1], [], {}
for path in sys.argv[2:]:
    name = path.split("/")[-1][:-4]
    if not re.fullmatch(r"\d{4}_[a-z0-9_]+", name):
        sys.exit(f"{path}: call it NNNN_name.sql")
    number = int(name[:4])
    if number in seen:
        sys.exit(f"{path}: number {number} is also {seen[number]}")
    seen[number] = path
    text = open(path, encoding="utf-8").read()
    rows.append((number, name, hashlib.sha256(text.encode()).hexdigest(), for_store(text, "sqlite"), for_store(text, "postgres")))
with open(out, "w", encoding="utf-8") as f:
    f.write("/* Made by tools/migrations.py. */\n#include \"store/migrations.h\"\n\nconst struct migration store_migrations[] = {\n")
    for number, name, digest, sqlite, postgres in sorted(rows):
        f.write(f"\t{{ {number}, \"{name}\", \"{digest}\",\n\t\t{c_string(sqlite)},\n\t\t{c_string(postgres)} }},\n")
    f.write("\t{ 0 },\n};\n")
