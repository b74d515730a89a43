#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 of the server while a phone sends what it kept, and while an order file is taken, on both stores.

The phone sends its acts one after another, each with its own Idempotency-Key, and goes on after a break
with the act it has no answer to, as web/src/shared/offline/queue.ts does.  Afterwards every household has
exactly one order, what is left of the offer fits, and `baogong verify` finds nothing.  Two taps at the same
moment are one order; the same wish with a new key is told about the first one.
usage: replay.py BINARY DIRECTORY ROUNDS [POSTGRES_URL]      prints TAP"""
import http.client
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from datetime import datetime, timedelta, timezone

from kill import Client, Server, report

PASSWORD = "Baogong-demo-1"
QUEUE, FILE_ROWS, TAPS = 30, 30, 6
BROKEN = (OSError, http.client.HTTPException, ValueError)


class Town:
    """The demo district behind a server that can be killed; each new server begins some minutes later."""

    def __init__(self, binary, data, log):
        self.binary, self.data, self.log, self.kills = binary, data, log, 0
        self.now = datetime(2026, 11, 21, 13, 0, tzinfo=timezone(timedelta(hours=8)))
        subprocess.run([binary, "demo", "--data", data, "--households", "300", "--seed", "1"], check=True, stdout=log, stderr=log)
        self.start()
        client = Client(self.server.port)
        status, answer = client.ask("POST", "/api/v1/session", {"login": "grid", "password": PASSWORD})
        assert status == 200, answer
        self.cookies = client.cookies

    def start(self):
        self.now += timedelta(minutes=5)
        self.server = Server(self.binary, self.data, self.log, "--test-clock", self.now.isoformat())

    def again(self):
        self.kills += 1
        self.server.kill()
        self.start()

    def client(self):
        return Client(self.server.port, dict(self.cookies))

    def get(self, path):
        status, answer = self.client().ask("GET", path)
        assert status == 200, (path, answer)
        return answer

    def all(self, path):
        found, after = [], ""
        while True:
            page = self.get(path + (f"&after={after}" if after else ""))
            found += page["items"]
            after = page.get("next")
            if not after:
                return found


def kill_soon(town, seconds):
    """The server dies in so many seconds; the thread starts it again."""
    def run():
        time.sleep(seconds)
        town.again()
    thread = threading.Thread(target=run)
    thread.start()
    return thread


def send_queue(town, acts, chance, kills):
    """Every act until it has an answer; the server dies `kills` times under it, spread over the acts however fast they go.
    [(status, answer)]"""
    answers, at, thread, port, client = [], 0, None, 0, None
    marks = [(2 * i + 1) * len(acts) // (2 * kills) for i in range(kills)]
    while at < len(acts):
        if marks and at >= marks[0]:
            if thread:
                thread.join()
            marks.pop(0)
            thread = kill_soon(town, chance.uniform(0.0, 0.12))
        if town.server.port != port:
            port, client = town.server.port, town.client()
        key, path, body, kind = acts[at]
        try:
            answers.append(client.ask("POST", path, body, key, kind))
            at += 1
        except BROKEN:
            if thread:
                thread.join()
                thread = None
            port = 0
    if thread:
        thread.join()
    return answers


def orders_of(town, offer):
    found = {}
    for order in town.all(f"/api/v1/orders?offer_id={offer}&limit=200"):
        if order["state"] != "void":
            found.setdefault(order["household_id"], []).append(order["doc_id"])
    return found


def left(town, grid, offer):
    offers = town.get(f"/api/v1/orders/form?place_id={grid}")["offers"]
    return next(o for o in offers if o["offer_id"] == offer)["lines"][0]["left"]


def queue_survives(town, grid, offer, homes, chance, rounds):
    bad, before, was = [], left(town, grid, offer), orders_of(town, offer)
    acts = [(str(uuid.uuid4()), "/api/v1/orders", {"household_id": home, "offer_id": offer, "channel": "worker", "pay": "prepaid",
             "wants": [{"line_no": 1, "qty": 1}]}, "application/json") for home in homes]
    answers = send_queue(town, acts, chance, rounds)
    now = orders_of(town, offer)
    for (_, _, body, _), (status, answer) in zip(acts, answers):
        if status != 200 or now.get(body["household_id"]) != [answer["doc_id"]]:
            bad.append(f"{body['household_id']}: {status} {answer.get('doc_id', answer)}, found {now.get(body['household_id'])}")
    if len(now) != len(was) + len(homes) or before - left(town, grid, offer) != len(homes):
        bad.append(f"{len(now) - len(was)} new orders, {before - left(town, grid, offer)} places taken, {len(homes)} wanted")
    replay = send_queue(town, acts, chance, 0)              # the phone forgot the answers: all of it once more
    bad += [f"replayed {a[1].get('doc_id')} as {b[1].get('doc_id')}" for a, b in zip(answers, replay) if a[1].get("doc_id") != b[1].get("doc_id")]
    return bad


def file_survives(town, grid, offer, doors, chance, rounds):
    bad, before, was = [], left(town, grid, offer), len(orders_of(town, offer))
    body = ("地址,蔬菜包\n" + "".join(f"{door},1\n" for door in doors)).encode("gb18030")
    path = f"/api/v1/order-files?place_id={grid}&offer_id={offer}&pay=prepaid&name=tuan.csv"
    batch = send_queue(town, [(str(uuid.uuid4()), path, body, "text/csv")] * 1, chance, rounds)[0]
    if batch[0] != 200:
        return [f"the file: {batch}"]
    rows = batch[1]["ready"]
    for _ in range(20):
        status, done = send_queue(town, [(str(uuid.uuid4()), f"/api/v1/chat-lists/{batch[1]['batch_id']}/commit", {}, "application/json")], chance, 1)[0]
        if status != 200:
            return [f"the commit: {status} {done}"]
        if not done["left"]:
            break
    now = orders_of(town, offer)
    bad += [f"{home} has {ids}" for home, ids in now.items() if len(ids) != 1]
    if rows != len(doors) or len(now) - was != rows or before - left(town, grid, offer) != rows:
        bad.append(f"{len(doors)} rows, {rows} ready, {len(now) - was} new orders, {before - left(town, grid, offer)} places taken")
    if len(town.all(f"/api/v1/chat-lists?place_id={grid}&offer_id={offer}&source=file&limit=100")) != 1:
        bad.append("the file stands there more than once")
    return bad


def taps(town, offer, home):
    """Two taps, six of them, at the same moment with one key; then the same wish with a key of its own."""
    key, answers, body = str(uuid.uuid4()), [], {"household_id": home, "offer_id": offer, "channel": "worker", "pay": "prepaid", "wants": [{"line_no": 1, "qty": 1}]}
    gate = threading.Barrier(TAPS)

    def tap():
        client = town.client()
        for _ in range(20):
            gate.wait(30) if not answers else None
            status, answer = client.ask("POST", "/api/v1/orders", body, key)
            if status != 503:
                answers.append((status, answer))
                return
    threads = [threading.Thread(target=tap) for _ in range(TAPS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    status, answer = town.client().ask("POST", "/api/v1/orders", body, str(uuid.uuid4()))
    bad = [f"a tap ended as {a}" for a in answers if a[0] != 200 or a[1]["doc_id"] != answers[0][1].get("doc_id")]
    if status != 409 or "已在" not in str(answer):
        bad.append(f"the same wish with a new key: {status} {answer}")
    if orders_of(town, offer).get(home) != [answers[0][1].get("doc_id")]:
        bad.append(f"orders of the household: {orders_of(town, offer).get(home)}")
    return bad


def run(binary, data, rounds, log):
    town, chance = Town(binary, data, log), random.Random(11)
    grid = town.get("/api/v1/grids?search=%E4%BA%91%E5%B8%86")["items"][0]["grid_id"]
    offer = town.get(f"/api/v1/orders/form?place_id={grid}")["offers"][0]["offer_id"]
    busy = {order["household_id"] for order in town.all("/api/v1/orders?limit=200")}      # whose turn it is not
    homes = [h for h in town.all(f"/api/v1/households?under_id={grid}&limit=200") if h["household_id"] not in busy and h.get("status") != "moved"]
    assert len(homes) > QUEUE + FILE_ROWS, len(homes)
    queue, file_rows, tapped = homes[:QUEUE], homes[QUEUE:QUEUE + FILE_ROWS], homes[QUEUE + FILE_ROWS]
    results = [queue_survives(town, grid, offer, [h["household_id"] for h in queue], chance, rounds),
               file_survives(town, grid, offer, [h["door"] for h in file_rows], chance, 1), taps(town, offer, tapped["household_id"])]
    code = town.server.stop()
    if code != 0:
        results[0].append(f"the server ended with {code} on SIGTERM")
    proof = subprocess.run([binary, "verify", data], capture_output=True, text=True, check=False)
    if proof.returncode != 0:
        results[0].append(f"verify ended with {proof.returncode}: {proof.stdout[:200]}{proof.stderr[:200]}")
    print(f"# {town.kills} kills while {QUEUE} acts and a file of {FILE_ROWS} rows were sent")
    if town.kills < rounds + 2:
        results[0].append(f"only {town.kills} kills")
    return results


NAMES = ("a_queue_that_is_sent_over_kills_is_complete_and_nothing_doubled", "an_order_file_taken_over_kills_is_complete_and_nothing_doubled",
         "taps_at_the_same_moment_are_one_order")


def main():
    binary, directory, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    postgres = sys.argv[4] if len(sys.argv) > 4 else ""
    print(f"1..{2 * len(NAMES)}", flush=True)
    with open(os.path.join(directory, "server.log"), "w", encoding="utf-8") as log:
        for i, bad in enumerate(run(binary, os.path.join(directory, "replay.db"), rounds, log)):
            report(i + 1, f"{NAMES[i]} (SQLite)", bad)
        if not postgres:
            for i, name in enumerate(NAMES):
                print(f"ok {len(NAMES) + i + 1} - {name} (PostgreSQL) # SKIP no BAOGONG_TEST_PG")
            return
        schema = f"replay_{os.getpid()}"
        subprocess.run(["psql", "-qX", postgres, "-c", f"CREATE SCHEMA {schema}"], check=True)
        for i, bad in enumerate(run(binary, f"{postgres}&options=-csearch_path%3D{schema}", rounds, log)):
            report(len(NAMES) + i + 1, f"{NAMES[i]} (PostgreSQL)", bad)
        subprocess.run(["psql", "-qX", postgres, "-c", "SET client_min_messages = error", "-c", f"DROP SCHEMA {schema} CASCADE"], check=True)


if __name__ == "__main__":
    main()
