#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 of the real server under load, again and again, on both stores.

Eight clients register items, each with an Idempotency-Key of its own.  After each kill the
server starts again and must hold every item that was acknowledged, under the number that was told;
an unanswered one is asked again with its key and must then be there exactly once.
usage: kill.py BINARY DIRECTORY ROUNDS [POSTGRES_URL]      prints TAP"""
import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid

CLIENTS = 8
PASSWORD = "Correct-horse-42"


class Server:
    def __init__(self, binary, data, log, *more):
        self.process = subprocess.Popen([binary, "serve", "--data", data, "--port", "0", "--quiet", *more], stdout=subprocess.PIPE,
                                        stderr=log, text=True)
        for line in self.process.stdout:
            if "http://" in line:
                self.port = int(line.rsplit(":", 1)[1])
                return
        raise SystemExit(f"Bail out! the server did not start on {data}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.process.stdout.close()
        return code


class Client:
    def __init__(self, port, cookies=None):
        self.port, self.cookies = port, cookies or {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, method, path, body=None, key=None, kind="application/json"):
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = kind
        if "baogong_csrf" in self.cookies:
            headers["X-CSRF-Token"] = self.cookies["baogong_csrf"]
        if key:
            headers["Idempotency-Key"] = key
        self.connection.request(method, path, body if body is None or isinstance(body, bytes) else json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, json.loads(text) if text else None


def item(code):
    return {"code": code, "zh": "大米 " + code, "category": "rice", "unit": "克"}


def register(client, code, key):
    status, answer = client.ask("POST", "/api/v1/items", item(code), key)
    if status not in (200, 201):
        raise SystemExit(f"Bail out! {code}: {status} {answer}")
    return answer["item_id"]


def work(port, cookies, name, acked, unanswered):
    """Until the server dies."""
    client = Client(port, cookies)
    number = 0
    while True:
        number += 1
        code, key = f"{name}-{number}", str(uuid.uuid4())
        unanswered[code] = key
        try:
            acked[code] = register(client, code, key)
        except (OSError, http.client.HTTPException, ValueError):
            return
        del unanswered[code]


def list_all(client, prefix):
    found, after = {}, ""
    while True:
        status, page = client.ask("GET", f"/api/v1/items?limit=200&search={prefix}" + (f"&after={after}" if after else ""))
        assert status == 200, page
        for row in page["items"]:
            assert row["code"] not in found
            found[row["code"]] = row["item_id"]
        after = page.get("next")
        if not after:
            return found


def one_round(server, cookies, number, chance):
    acked, unanswered = {}, {}
    threads = [threading.Thread(target=work, args=(server.port, cookies, f"K{number}-{c}", acked, unanswered)) for c in range(CLIENTS)]
    for thread in threads:
        thread.start()
    time.sleep(chance.uniform(0.05, 0.5))
    server.kill()
    for thread in threads:
        thread.join()
    return acked, unanswered


def check(client, number, acked, unanswered):
    """Problems, as sentences."""
    found = list_all(client, f"K{number}-")
    bad = [f"acknowledged {code} as {told}, found {found.get(code)}" for code, told in acked.items() if found.get(code) != told]
    bad += [f"{code} was never sent" for code in found if code not in acked and code not in unanswered]
    present = [code for code in unanswered if code in found]
    for code, key in unanswered.items():
        again = register(client, code, key)
        if code in found and again != found[code]:
            bad.append(f"unanswered {code} was {found[code]}, asked again it is {again}")
    found = list_all(client, f"K{number}-")
    if sorted(found) != sorted([*acked, *unanswered]):
        bad.append(f"{len(found)} items after asking again, {len(acked) + len(unanswered)} were wanted")
    return bad, len(present)


def run(binary, data, rounds, log):
    for command, text in ((["init"], ""), (["admin", "create", "--name", "li", "--password-stdin"], PASSWORD + "\n")):
        subprocess.run([binary, *command, "--data", data], input=text, text=True, check=True, stdout=log, stderr=log)
    chance, bad, total, present = random.Random(7), [], 0, 0
    server = Server(binary, data, log)
    client = Client(server.port)
    status, answer = client.ask("POST", "/api/v1/session", {"login": "li", "password": PASSWORD})
    assert status == 200, answer
    for number in range(rounds):
        acked, unanswered = one_round(server, client.cookies, number, chance)
        server = Server(binary, data, log)
        client = Client(server.port, client.cookies)
        problems, there = check(client, number, acked, unanswered)
        bad += problems
        total += len(acked)
        present += there
    code = server.stop()
    if code != 0:
        bad.append(f"the server ended with {code} on SIGTERM")
    proof = subprocess.run([binary, "verify", data], capture_output=True, text=True, check=False)
    if proof.returncode != 0:
        bad.append(f"verify ended with {proof.returncode}: {proof.stdout[:200]}{proof.stderr[:200]}")
    print(f"# {rounds} kills, {total} acknowledged items all there, {present} unanswered ones were there, none twice")
    return bad if total else ["nothing was acknowledged: the test saw nothing"]


def report(number, name, bad):
    print(f"{'not ok' if bad else 'ok'} {number} - {name}")
    for line in bad[:20]:
        print(f"#   {line}")


def main():
    binary, directory, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    postgres = sys.argv[4] if len(sys.argv) > 4 else ""
    data = os.path.join(directory, "kill.db")
    print("1..2", flush=True)
    with open(os.path.join(directory, "server.log"), "w", encoding="utf-8") as log:
        bad = run(binary, data, rounds, log)
        found = sqlite3.connect(data).execute("PRAGMA integrity_check").fetchone()[0]
        report(1, "F5_kill_9_loses_no_acknowledged_write_and_doubles_none (SQLite)", bad + ([] if found == "ok" else [found]))
        if postgres:
            schema = f"kill_{os.getpid()}"
            subprocess.run(["psql", "-qX", postgres, "-c", f"CREATE SCHEMA {schema}"], check=True)
            bad = run(binary, f"{postgres}&options=-csearch_path%3D{schema}", rounds, log)
            subprocess.run(["psql", "-qX", postgres, "-c", "SET client_min_messages = error", "-c", f"DROP SCHEMA {schema} CASCADE"], check=True)
            report(2, "F5_kill_9_loses_no_acknowledged_write_and_doubles_none (PostgreSQL)", bad)
        else:
            print("ok 2 - F5_kill_9_loses_no_acknowledged_write_and_doubles_none (PostgreSQL) # SKIP no BAOGONG_TEST_PG")


if __name__ == "__main__":
    main()
