#!/usr/bin/env python3
"""Something to measure against: read the requests, sort them by request and item, write them ten times over."""
import csv
import io
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as f:
    rows = list(csv.DictReader(f))
rows.sort(key=lambda row: (row["request"], row["item"]))
for _ in range(10):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
print(len(out.getvalue()))
