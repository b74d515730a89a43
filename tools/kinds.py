#!/usr/bin/env python3
"""kinds.gen.c: every kind of document, found in the files src/caps/*/*_doc.c."""
import re
import sys

out, names = sys.argv[1], []
for path in sys.argv[2:]:
    found = re.findall(r"(?m)^const struct doc_kind (\w+_kind) =", open(path, encoding="utf-8").read())
    if not found:
        sys.exit(f"{path}: no 'const struct doc_kind x_kind =' in it")
    names += found
with open(out, "w", encoding="utf-8") as f:
    f.write("/* Made by tools/kinds.py. */\n#include \"caps/document/kind.h\"\n\n")
    f.writelines(f"extern const struct doc_kind {n};\n" for n in names)
    f.write("\nconst struct doc_kind *const doc_kinds[] = {\n" + "".join(f"\t&{n},\n" for n in names) + "\tNULL,\n};\n")
