#!/usr/bin/env python3
"""The tables of docs/api.md: the operations, from a server's own OpenAPI, and the kinds of refusal, from src/base/err.def.

    tools/api_table.py OPENAPI            prints docs/api.md with fresh tables
    tools/api_table.py --write OPENAPI    writes them into docs/api.md
    tools/api_table.py --check OPENAPI    says what in docs/api.md is out of date (exit code 1)

OPENAPI is a file, or the address of a running server: http://127.0.0.1:8080
The tables stand between  <!-- table: NAME -->  and  <!-- end of table -->; the rest of the page is written by hand."""
import difflib
import json
import os
import re
import sys
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs/api.md")

# What a person does, and the first parts of the paths that belong to it.  A path of no group is a mistake, so that none is forgotten.
GROUPS = [
    ("Signing in", ["session"]),
    ("Places", ["places", "place-codes", "organisation"]),
    ("Goods", ["items", "substitutes"]),
    ("Suppliers, donors and carriers", ["orgs"]),
    ("People", ["people"]),
    ("Grids and households", ["grids", "buildings", "households", "household-doors", "household-doubles", "household-sheets"]),
    ("Accounts, roles, substitutes and keys", ["accounts", "grants", "substitutions", "keys", "sessions", "colleagues", "roles"]),
    ("Plans", ["plans", "plan-words", "plan-activations"]),
    ("Opening stock and stock as it is", ["openings", "stock"]),
    ("Goods coming in", ["receipts"]),
    ("Goods moved and used in the house", ["transfers", "issues"]),
    ("Stock-taking", ["stocktakes"]),
    ("Requests", ["requests", "needs"]),
    ("Allocation", ["allocations"]),
    ("Dispatch and hand-out", ["dispatches", "handouts", "open-legs"]),
    ("Vehicle tours", ["tours"]),
    ("What units pay for goods", ["charges", "charge-objections", "collections", "reductions"]),
    ("Shops, prices, packages and offers", ["shops", "prices", "price-caps", "packages", "offers", "offer-times"]),
    ("Household orders and totals", ["orders", "order-totals"]),
    ("Chat lists, order files, texts to paste back", ["chat-lists", "order-files", "chat-texts"]),
    ("Picking and labels", ["picks", "labels"]),
    ("Reserves", ["reserves", "reserve-plans", "reserve-sources", "reserve-calls", "reserve-holds", "reserve-releases", "reserve-rotations", "reserve-refills", "reserve-counts", "reserve-upkeeps", "canteens"]),
    ("Delivery", ["vehicles", "vehicle-passes", "drivers", "trips", "passings", "handovers", "givebacks", "pickup-slots", "stations", "delivery-contacts", "driver-choices"]),
    ("Roads and ways between places", ["roads", "road-setting", "road-way"]),
    ("Money and settlement", ["cash", "settlements", "statements", "pay-outs"]),
    ("Funds", ["funds", "appropriations", "gifts"]),
    ("Purchases", ["purchases"]),
    ("Donations", ["donations", "donors", "surpluses", "appeals", "appeal-shortages"]),
    ("Inquiries and suppliers", ["inquiries", "suppliers"]),
    ("Market release", ["sales", "shelf-losses", "market-prices"]),
    ("Exchange at equal value", ["exchanges", "exchange-balances"]),
    ("Requisition and its compensation", ["requisitions", "requisition-holders", "requisition-extensions", "awards"]),
    ("Loans of reusable goods", ["loans", "loan-holdings", "loan-cleaning", "loan-pieces", "loan-claims"]),
    ("Recovery, scrapping and destruction", ["scrap-candidates", "scraps", "recovery-lots", "recoveries", "releases"]),
    ("Households on their own phones", ["my", "resident-links", "resident-claims", "open"]),
    ("Individual needs and complaints", ["cares", "care-counts", "care-choices", "care-lists", "complaints", "complaint-stats"]),
    ("Approvals", ["approvals"]),
    ("Reports and papers", ["reports", "documents"]),
    ("Finding things", ["search"]),
    ("The overview", ["overview", "alerts", "waiting", "map"]),
    ("The public page (paths in full)", ["public"]),
    ("Files in and out", ["imports", "exports"]),
    ("The ledger and the audit log", ["ledger", "audit"]),
]


def read_openapi(where):
    if where.startswith("http"):
        with urllib.request.urlopen(where.rstrip("/") + "/api/openapi.json", timeout=20) as answer:
            return json.load(answer)
    with open(where, encoding="utf-8") as f:
        return json.load(f)


def operations_table(openapi):
    ops = [(path, method.upper(), op) for path, methods in openapi["paths"].items() for method, op in methods.items()]
    known = {part for _, parts in GROUPS for part in parts}
    strange = sorted({op["tags"][0] for _, _, op in ops} - known)
    if strange:
        sys.exit(f"tools/api_table.py: put these into GROUPS: {', '.join(strange)}")
    lines = [f"{len(ops)} operations."]
    for title, parts in GROUPS:
        rows = [(path, method, op) for path, method, op in ops if op["tags"][0] in parts]
        if not rows:
            continue
        lines += ["", f"### {title}", "", "| | path | permission | |", "|---|---|---|---|"]
        for path, method, op in sorted(rows, key=lambda row: (parts.index(row[2]["tags"][0]), row[0], "GET POST PUT DELETE".index(row[1]))):
            lines.append(f"| {method} | `{path if 'public' in parts else path.removeprefix('/api/v1')}` | {op['x-permission']} | {op['description']} · {op['summary']} |")
    return lines


def kinds_table():
    with open(os.path.join(ROOT, "src/base/err.def"), encoding="utf-8") as f:
        rows = re.findall(r'^ERR\((\w+),\s*(\d+),\s*"([^"]*)",\s*"([^"]*)"\)', f.read(), flags=re.M)
    lines = ["| status | kind | title | |", "|---|---|---|---|"]
    return lines + [f"| {status} | `{kind}` | {en} | {zh} |" for kind, status, zh, en in rows if kind != "OK"]


def with_tables(page, openapi):
    tables = {"operations": operations_table(openapi), "kinds": kinds_table()}
    for name, lines in tables.items():
        place = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end of table -->)", flags=re.S)
        if not place.search(page):
            sys.exit(f"docs/api.md: there is no place for the table {name}")
        page = place.sub(lambda m, lines=lines: m[1] + "\n".join(lines) + "\n" + m[2], page)
    return page


def main():
    words = sys.argv[1:]
    how = words.pop(0) if words and words[0] in ("--write", "--check") else "--print"
    if len(words) != 1:
        sys.exit(__doc__)
    with open(PAGE, encoding="utf-8") as f:
        page = f.read()
    fresh = with_tables(page, read_openapi(words[0]))
    if how == "--print":
        sys.stdout.write(fresh)
    elif how == "--write":
        with open(PAGE, "w", encoding="utf-8") as f:
            f.write(fresh)
    elif fresh != page:
        sys.stdout.writelines(difflib.unified_diff(page.splitlines(True), fresh.splitlines(True), "docs/api.md", "as it is", n=0))
        sys.exit(1)


main()
