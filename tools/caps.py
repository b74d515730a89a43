#!/usr/bin/env python3
"""caps.gen.h: the op tables of every capability that has a x_http.c.  Registered by being there."""
import sys

out, names = sys.argv[1], sys.argv[2:]
with open(out, "w", encoding="utf-8") as f:
    f.write("/* Made by tools/caps.py from every x_http.c below src/caps. */\n#pragma once\n#include \"http/op.h\"\n\n")
    for name in names:
        f.write(f"extern const struct op {name}_ops[];\n")
    f.write("\nstatic const struct op *const all_ops[] = {\n")
    for name in names:
        f.write(f"\t{name}_ops,\n")
    f.write("\tNULL,\n};\n")
