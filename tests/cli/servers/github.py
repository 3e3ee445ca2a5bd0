#!/usr/bin/env python3
"""The part of GitHub's REST API that opens pull requests, for one repository, acme/platform, whose branches are a real one's.

usage: github.py REPOSITORY TOKEN
Prints the port on a line once it listens, then a line for each request: "METHOD path status". Bodies that were taken are
in the folder "bodies", by their number. A file "fault" lets it play a failure: "METHOD STATUS [NAME: VALUE]… {JSON}"
on a line for each request of that method, the first line first.
"""

import http.server
import json
import os
import subprocess
import sys
import urllib.parse

REPOSITORY, TOKEN = sys.argv[1:]
BASE = "/repos/acme/platform"
PULLS = []


def commit_of(branch):
    answer = subprocess.run(["git", "-C", REPOSITORY, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"],
                            stdout=subprocess.PIPE, text=True, check=False)
    return answer.stdout.strip()


def invalid(**error):
    return 422, {"message": "Validation Failed", "errors": [error]}


def take_fault(method):
    """The failure that is to be played for this request, and off the list with it."""
    if not os.path.exists("fault"):
        return None
    with open("fault", encoding="utf-8") as file:
        lines = file.read().splitlines()
    for number, line in enumerate(lines):
        wanted, status, rest = line.split(" ", 2)
        if wanted == method:
            with open("fault", "w", encoding="utf-8") as file:
                file.writelines(f"{other}\n" for other in lines[:number] + lines[number + 1:])
            head, brace, body = rest.partition("{")
            return int(status), json.loads(brace + body), [tuple(field.split(": ")) for field in head.split(", ") if ": " in field]
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        fault = take_fault(self.command)
        status, answer, fields = fault or (*self.decide(body), [])
        print(self.command, self.path, status, flush=True)
        if status == 0:  # the line goes dead
            self.close_connection = True
            return
        content = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in [*fields, ("Content-Type", "application/json"), ("Content-Length", str(len(content)))]:
            self.send_header(name, value.strip())
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = serve

    def decide(self, body):
        path, _, query = self.path.partition("?")
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"message": "Bad credentials"}
        wanted = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        if any(self.headers.get(name) != value for name, value in wanted.items()) or not self.headers.get("User-Agent"):
            return 400, {"message": "A header field is missing"}
        if not path.startswith(BASE):
            return 404, {"message": "Not Found"}
        rest = urllib.parse.unquote(path[len(BASE):])
        if self.command == "GET":
            return self.read(rest, urllib.parse.parse_qs(query))
        given = json.loads(body)
        os.makedirs("bodies", exist_ok=True)
        with open(f"bodies/{len(os.listdir('bodies')) + 1}", "wb") as file:
            file.write(body)
        return self.open(given) if self.command == "POST" and rest == "/pulls" else self.update(rest, given)

    def read(self, rest, query):
        if rest == "":
            return 200, {"full_name": "acme/platform", "default_branch": "main"}
        if rest.startswith("/git/ref/heads/"):
            commit = commit_of(rest[len("/git/ref/heads/"):])
            return (200, {"object": {"type": "commit", "sha": commit}}) if commit else (404, {"message": "Not Found"})
        if rest == "/pulls" and query["state"] == ["open"]:
            owner, _, head = query["head"][0].partition(":")
            base = query.get("base")
            return 200, [pull for pull in PULLS if owner == "acme" and pull["head"] == head and base in (None, [pull["base"]])]
        return 404, {"message": "Not Found"}

    def open(self, given):
        if not commit_of(given["base"]):
            return invalid(field="base", code="invalid")
        if commit_of(given["base"]) == commit_of(given["head"]):
            return invalid(code="custom", message=f"No commits between {given['base']} and {given['head']}")
        if any(pull["head"] == given["head"] and pull["base"] == given["base"] for pull in PULLS):
            return invalid(code="custom", message=f"A pull request already exists for acme:{given['head']}.")
        number = len(PULLS) + 7
        PULLS.append({**given, "number": number, "html_url": f"https://github.example/acme/platform/pull/{number}"})
        return 201, PULLS[-1]

    def update(self, rest, given):
        for pull in PULLS:
            if self.command == "PATCH" and rest == f"/pulls/{pull['number']}":
                pull.update(given)
                return 200, pull
        return 404, {"message": "Not Found"}

    def log_message(self, *_):
        pass


with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
    print(server.server_port, flush=True)
    server.serve_forever()
