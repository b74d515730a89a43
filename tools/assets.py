#!/usr/bin/env python3
"""The pages for browsers, as part of the program.

    tools/assets.py WEB_DIR OUT.c OUT.S OUT.bin OUT.d

WEB_DIR is build/web, where the web build leaves one folder per app, each file also as x.gz and x.br where that is
smaller.  APP/APP.html becomes the page /APP/, APP/assets/* are hashed files, APP/sw.js a service worker; files beside
the folders (licences.txt) keep their names.  Without WEB_DIR the program still builds, and /command/ says how to
build its pages.  The bytes go into one object by .incbin: no compiler reads them."""
import hashlib
import os
import sys

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
         ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon",
         ".jpg": "image/jpeg", ".woff2": "font/woff2", ".wasm": "application/wasm", ".json": "application/json",
         ".geojson": "application/geo+json", ".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8"}
NOT_BUILT = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>保供</title><body><h1>网页还没有构建</h1><p>这个程序编译时没有带网页。在项目目录里运行 <code>./run</code>，它会构建网页再编译。接口照常可用：<a href="/about">/about</a></p>
<h1 lang="en">The pages are not built</h1><p lang="en">This program was compiled without its web pages. Run <code>./run</code> in the project's directory: it builds them, then compiles again. The API works: <a href="/about">/about</a></p></body></html>
"""


def files_of(web):
    """(path on the server, kind, file)"""
    for here, folders, names in os.walk(web):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(here, name)
            path = "/" + os.path.relpath(file, web).replace(os.sep, "/")
            app = path.split("/")[1] if path.count("/") > 1 else None
            if name.endswith((".gz", ".br")) or name.startswith(".") or os.path.splitext(name)[1] not in TYPES:
                continue
            if app is None and name != "licences.txt":
                continue
            if app and path in (f"/{app}/{app}.html", f"/{app}/index.html"):
                yield f"/{app}/", "ASSET_PAGE", file
            elif app and path == f"/{app}/sw.js":
                yield path, "ASSET_WORKER", file
            elif app and path.startswith(f"/{app}/assets/"):
                yield path, "ASSET_HASHED", file
            else:
                yield path, "ASSET_FILE", file


def read(file):
    with open(file, "rb") as f:
        return f.read()


def quoted(text):
    if not all(c.isalnum() or c in "/-_.~;=+ ," for c in text):
        sys.exit(f"tools/assets.py: {text} is no name for a file of the web build")
    return f'"{text}"'


def main():
    web, out_c, out_s, out_bin, out_d = sys.argv[1:]
    os.makedirs(web, exist_ok=True)
    seen, rows, blob = [web], [], bytearray()

    def keep(data):
        at = len(blob)
        blob.extend(data)
        blob.extend(b"\0" * (-len(blob) % 16))
        return f"{{ asset_bytes + {at}, {len(data)} }}"

    found = sorted(files_of(web), key=lambda row: row[0].encode())
    seen += [os.path.join(here, name) for here, _, names in os.walk(web) for name in names] + [here for here, _, _ in os.walk(web)]
    built = any(path == "/command/" for path, _, _ in found)
    for path, kind, file in found:
        data = read(file)
        variants = [keep(read(file + end)) if os.path.exists(file + end) else "{ 0 }" for end in (".gz", ".br")]
        rows.append((path, TYPES[os.path.splitext(file)[1]], kind, data, variants))
    if not built:
        rows.append(("/command/", TYPES[".html"], "ASSET_PAGE", NOT_BUILT.encode(), ["{ 0 }", "{ 0 }"]))
        rows.sort(key=lambda row: row[0].encode())
    table = "".join(f"\t{{ {quoted(path)}, {quoted(kind_of)}, \"{hashlib.sha256(data).hexdigest()[:20]}\", {kind},\n"
                    f"\t  {keep(data)}, {gz}, {br} }},\n" for path, kind_of, kind, data, (gz, br) in rows)
    with open(out_c, "w", encoding="utf-8") as f:
        f.write("/* Made by tools/assets.py. */\n#include \"app/assets.h\"\n\nextern const unsigned char asset_bytes[];\n"
                f"static const struct asset table[] = {{\n{table}}};\n\n"
                f"const struct assets app_assets = {{ table, sizeof table / sizeof *table, {quoted('/command/') if built else 'NULL'} }};\n")
    with open(out_bin, "wb") as f:
        f.write(blob)
    with open(out_s, "w", encoding="utf-8") as f:
        f.write("/* Made by tools/assets.py. */\n\t.section .rodata\n\t.balign 16\n\t.globl asset_bytes\n\t.hidden asset_bytes\n"
                f"asset_bytes:\n\t.incbin \"{os.path.abspath(out_bin)}\"\n\t.byte 0\n\t.section .note.GNU-stack,\"\",@progbits\n")
    with open(out_d, "w", encoding="utf-8") as f:
        f.write(f"{out_c}: {' '.join(name.replace(' ', chr(92) + ' ') for name in dict.fromkeys(seen))}\n")


main()
