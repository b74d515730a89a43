#!/usr/bin/env python3
"""plans.gen.c: the plans that the demo puts in force, as text inside the program."""
import sys

out, paths = sys.argv[1], sys.argv[2:]
with open(out, "w", encoding="utf-8") as f:
    f.write("/* Made by tools/embed.py. */\n#include \"caps/demo/plans.h\"\n\nconst struct demo_plan demo_plans[] = {\n")
    for path in paths:
        text = open(path, encoding="utf-8").read()
        lines = "\n\t\t".join('"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"' for line in text.splitlines())
        f.write(f"\t{{ \"{path.split('/')[-1]}\",\n\t\t{lines} }},\n")
    f.write("\t{ NULL, NULL },\n};\n")
