#!/usr/bin/env python3
"""caps/x/x.sql -> x.sql.h and x.sql.c: one typed C function per named statement.

The .sql file is the only source.  A block:

    -- name: stock_shelf :many          one | many | each | exec
    -- in:   place_id i64, note text    parameters, :place_id in the text
    -- row:  item_id i64, name text     columns, in order
    SELECT ... ;                        exactly one statement, ending in ';'

Where the two stores cannot agree a block of the same name stands twice, with
`-- only: sqlite` and `-- only: postgres` under the name.
`@scope(p.path)` becomes the predicate that keeps a query inside what the actor may
see; it needs the parameters actor_id i64, perm i64, now_ms i64 (docs/architecture.md).
Fails loudly on anything it does not understand."""
import re
import sys

C_TYPE = {"i64": "int64_t ", "text": "const char *"}
C_KIND = {"i64": "KIND_I64", "text": "KIND_TEXT"}
SCOPE = ("EXISTS (SELECT 1 FROM party_right scope_right WHERE scope_right.account_id = :actor_id"
         " AND scope_right.perm = :perm AND scope_right.from_ms <= :now_ms AND scope_right.until_ms > :now_ms"
         " AND {0} >= scope_right.scope AND {0} < scope_right.scope_end)")
PARAMETER = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")


def die(path, message):
    sys.exit(f"{path}: {message}")


def read_fields(path, text, name):
    out = []
    for part in filter(None, (p.strip() for p in (text or "").split(","))):
        words = part.split()
        if len(words) != 2 or words[1] not in C_TYPE:
            die(path, f"{name}: cannot read field '{part}' (write 'name i64' or 'name text')")
        out.append(tuple(words))
    if len({f for f, _ in out}) != len(out):
        die(path, f"{name}: a field is declared twice")
    return out


def read_blocks(path):
    """[(name, how, in, row, {store: sql})], in order of first mention."""
    blocks = {}
    for block in re.split(r"(?m)^-- name:", open(path, encoding="utf-8").read())[1:]:
        first, _, rest = block.partition("\n")
        m = re.fullmatch(r"\s*([a-z][a-z0-9_]*) :(one|many|each|exec)\s*", first)
        if not m:
            die(path, f"bad name line '{first.strip()}'")
        name, how = m[1], m[2]
        note = dict(re.findall(r"(?m)^-- (in|row|only):\s*(.*)$", rest))
        sql = "\n".join(line for line in rest.splitlines() if line.strip() and not line.lstrip().startswith("--"))
        if sql.count(";") != 1 or not sql.endswith(";"):
            die(path, f"{name}: exactly one statement, ending in ';'")
        sql = re.sub(r"@scope\(([a-z_.]+)\)", lambda s: SCOPE.format(s[1]), sql[:-1])
        ins, row = read_fields(path, note.get("in"), name), read_fields(path, note.get("row"), name)
        if set(PARAMETER.findall(sql)) != {p for p, _ in ins}:
            die(path, f"{name}: parameters used {sorted(set(PARAMETER.findall(sql)))}, declared {sorted(p for p, _ in ins)}")
        if bool(row) == (how == "exec"):
            die(path, f"{name}: :{how} {'must not' if row else 'must'} declare a row")
        if how == "each" and not re.match(r"(?i)(select|with)\b", sql):
            die(path, f"{name}: :each reads through a cursor, so it must be a SELECT")
        only = note.get("only", "").strip()
        if only not in ("", "sqlite", "postgres"):
            die(path, f"{name}: only: sqlite or postgres")
        stores = [only] if only else ["sqlite", "postgres"]
        known = blocks.setdefault(name, (name, how, ins, row, {}))
        if known[1:4] != (how, ins, row) or any(s in known[4] for s in stores):
            die(path, f"{name}: said twice")
        for s in stores:
            known[4][s] = sql
    for name, *_, texts in blocks.values():
        if len(texts) != 2:
            die(path, f"{name}: only {list(texts)[0]} is written")
    return list(blocks.values())


def c_string(sql):
    return "\n\t\t".join('"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"' for line in sql.splitlines())


def numbered(sql, ins, mark):
    order = [p for p, _ in ins]
    return PARAMETER.sub(lambda m: f"{mark}{order.index(m[1]) + 1}", sql)


def emit_struct(head, name, suffix, fields):
    if fields:
        head.append(f"struct {name}_{suffix} {{\n" + "".join(f"\t{C_TYPE[t]}{f};\n" for f, t in fields) + "};\n")


def emit_shape(body, name, suffix, fields):
    if not fields:
        return "NULL"
    table = "".join(f'\t\t{{ .name = "{f}", .kind = {C_KIND[t]}, .offset = offsetof(struct {name}_{suffix}, {f}) }},\n'
                    for f, t in fields)
    body.append(f"static const struct shape {name}_{suffix}_shape = {{\n\t\"{name}_{suffix}\", "
                f"sizeof(struct {name}_{suffix}), (const struct field[]){{\n{table}\t\t{{ 0 }} }} }};\n")
    return f"&{name}_{suffix}_shape"


def emit(head, body, block):
    name, how, ins, row, texts = block
    emit_struct(head, name, "in", ins)
    emit_struct(head, name, "row", row)
    in_ref, row_ref = emit_shape(body, name, "in", ins), emit_shape(body, name, "row", row)
    body.append(f"const struct query {name}_query = {{\n\t\"{name}\",\n\t\t{c_string(numbered(texts['sqlite'], ins, '?'))},\n"
                f"\t\t{c_string(numbered(texts['postgres'], ins, '$'))},\n\t{in_ref}, {row_ref} }};\n")
    head.append(f"extern const struct query {name}_query;")
    first = f"static inline must_check enum err {name}(struct ctx *cx" + (f", struct {name}_in in" if ins else "")
    give = "&in" if ins else "NULL"
    if how == "exec":
        head.append(f"{first})\n{{\n\treturn store_exec(cx, &{name}_query, {give}, NULL);\n}}")
        head.append(f"/* The same, and how many rows it changed. */\n{first.replace(name + '(', name + '_n(')}, int64_t *ret_changed)\n"
                    f"{{\n\treturn store_exec(cx, &{name}_query, {give}, ret_changed);\n}}\n")
    elif how == "one":
        head.append(f"{first}, struct {name}_row *ret)\n{{\n\treturn store_one(cx, &{name}_query, {give}, ret);\n}}\n")
    elif how == "many":
        head.append(f"{first}, struct {name}_row **ret, size_t *ret_n, size_t limit)\n{{\n\tvoid *rows = NULL;\n\n"
                    f"\tTRY(store_many(cx, &{name}_query, {give}, &rows, ret_n, limit));\n\t*ret = rows;\n\treturn ERR_OK;\n}}\n")
    else:
        head.append(f"{first}, store_row_fn *row_at, void *user)\n{{\n\treturn store_each(cx, &{name}_query, {give}, row_at, user);\n}}\n")


def main():
    if sys.argv[1] == "--list":
        names = [block[0] for path in sys.argv[3:] for block in read_blocks(path)]
        if len(set(names)) != len(names):
            die("queries", f"two statements share a name: {sorted(n for n in names if names.count(n) > 1)}")
        with open(sys.argv[2], "w", encoding="utf-8") as f:
            f.write("/* Made by tools/sqlgen.py: every statement of the program. */\n#include \"store/queries.h\"\n\n")
            f.writelines(f"extern const struct query {n}_query;\n" for n in names)
            f.write("\nconst struct query *const store_queries[] = {\n" + "".join(f"\t&{n}_query,\n" for n in names) + "\tNULL,\n};\n")
        return
    path, head_path, body_path = sys.argv[1:4]
    base = head_path.split("/")[-1]
    head = [f"/* Made by tools/sqlgen.py from {path.split('src/')[-1]}; edit that file. */\n#pragma once\n#include \"store/store.h\"\n"]
    body = [f"/* Made by tools/sqlgen.py from {path.split('src/')[-1]}; edit that file. */\n#include \"{base}\"\n#include <stddef.h>\n"]
    for block in read_blocks(path):
        emit(head, body, block)
    open(head_path, "w", encoding="utf-8").write("\n".join(head) + "\n")
    open(body_path, "w", encoding="utf-8").write("\n".join(body) + "\n")


main()
