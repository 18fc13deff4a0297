"""A forge on loopback: what GitHub and GitLab answer to ci/templates/bin/forge, over a state that a test can read and write.

Usage: forge.py STATE PORT_FILE. STATE is a JSON file with `comments`, `issues`, `pulls` (by commit) and `artifacts`; what is missing
is empty. Every request with another token than `test-token` is answered 401; the store of artifacts, on another address, answers 400
to whoever sends it a token.
"""
import base64
import http.server
import json
import os
import re
import sys
import urllib.parse

ME = "github-actions[bot]"
MY_ID = 7


class Forge(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def reply(self, code, value, headers=()):
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(code)
        for name, text in headers:
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def state(self):
        with open(sys.argv[1], encoding="utf-8") as file:
            return json.load(file)

    def keep(self, state):
        with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
            json.dump(state, file)
        os.replace(sys.argv[1] + ".new", sys.argv[1])

    def page(self, entries):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        size, number = int(query["per_page"][0]), int(query["page"][0])
        return entries[(number - 1) * size:number * size]

    def handle_any(self):
        path = urllib.parse.urlsplit(self.path).path
        tokens = [self.headers.get("Authorization"), self.headers.get("PRIVATE-TOKEN")]
        blob = re.fullmatch(r"/store/(\d+)", path)
        if blob:
            if any(tokens):
                return self.reply(400, {"message": "a token was sent to the store"})
            return self.reply(200, base64.b64decode(self.state()["artifacts"][int(blob[1])]["zip"]))
        if "Bearer test-token" not in tokens and "test-token" not in tokens:
            return self.reply(401, {"message": "bad credentials"})
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")
        for method, pattern, answer in ROUTES:
            found = re.fullmatch(pattern, path)
            if method == self.command and found:
                return answer(self, body, *found.groups())
        return self.reply(404, {"message": "not found"})

    do_GET = do_POST = do_PATCH = do_PUT = handle_any

    def listed(self, kind, of=None):
        entries = [entry for entry in self.state().get(kind, [])
                   if of is None or entry.get("of") == of]
        if kind == "issues":
            entries = [entry for entry in entries if entry["state"] == "open"]
        self.reply(200, self.page(entries))

    def add(self, kind, body, of=None):
        state = self.state()
        entries = state.setdefault(kind, [])
        number = len(entries) + 1
        text = body.get("body", body.get("description"))
        entries.append({"id": number, "number": number, "iid": number, "of": of, "title": body.get("title"), "body": text,
                        "state": "open", "user": {"login": ME}, "author": {"id": MY_ID}})
        self.keep(state)
        self.reply(201, entries[-1])

    def change(self, kind, number, body):
        state = self.state()
        entry = state[kind][int(number) - 1]
        entry["body"] = body.get("body", body.get("description", entry["body"]))
        if body.get("state") == "closed" or body.get("state_event") == "close":
            entry["state"] = "closed"
        self.keep(state)
        self.reply(200, entry)

    def pulls(self, commit):
        self.reply(200, self.page(self.state().get("pulls", {}).get(commit, [])))

    def artifacts(self):
        name = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["name"][0]
        found = [{key: value for key, value in entry.items() if key != "zip"}
                 for entry in self.state().get("artifacts", []) if entry["name"] == name]
        self.reply(200, {"total_count": len(found), "artifacts": found})

    def to_store(self, number):
        address = f"http://localhost:{self.server.server_port}/store/{number}"
        self.reply(302, b"", [("Location", address)])


ROUTES = [
    ("GET", r"/repos/o/r/issues/(\d+)/comments", lambda self, body, of: self.listed("comments", of)),
    ("POST", r"/repos/o/r/issues/(\d+)/comments", lambda self, body, of: self.add("comments", body, of)),
    ("PATCH", r"/repos/o/r/issues/comments/(\d+)", lambda self, body, n: self.change("comments", n, body)),
    ("GET", r"/repos/o/r/issues", lambda self, body: self.listed("issues")),
    ("POST", r"/repos/o/r/issues", lambda self, body: self.add("issues", body)),
    ("PATCH", r"/repos/o/r/issues/(\d+)", lambda self, body, n: self.change("issues", n, body)),
    ("GET", r"/repos/o/r/commits/(\w+)/pulls", lambda self, body, commit: self.pulls(commit)),
    ("GET", r"/repos/o/r/actions/artifacts", lambda self, body: self.artifacts()),
    ("GET", r"/repos/o/r/actions/artifacts/(\d+)/zip", lambda self, body, n: self.to_store(n)),
    ("GET", r"/user", lambda self, body: self.reply(200, {"id": MY_ID})),
    ("GET", r"/projects/3/merge_requests/(\d+)/notes", lambda self, body, of: self.listed("comments", of)),
    ("POST", r"/projects/3/merge_requests/(\d+)/notes", lambda self, body, of: self.add("comments", body, of)),
    ("PUT", r"/projects/3/merge_requests/\d+/notes/(\d+)", lambda self, body, n: self.change("comments", n, body)),
    ("GET", r"/projects/3/issues", lambda self, body: self.listed("issues")),
    ("POST", r"/projects/3/issues", lambda self, body: self.add("issues", body)),
    ("PUT", r"/projects/3/issues/(\d+)", lambda self, body, n: self.change("issues", n, body)),
    ("GET", r"/projects/3/repository/commits/(\w+)/merge_requests", lambda self, body, commit: self.pulls(commit)),
    ("GET", r"/projects/3/merge_requests/\d+/pipelines", lambda self, body: self.reply(200, self.state()["pipelines"])),
    ("GET", r"/projects/3/pipelines/(\d+)/jobs", lambda self, body, n: self.reply(200, self.state()["jobs"])),
    ("GET", r"/projects/3/jobs/(\d+)/artifacts/tariff-out/plan.json",
     lambda self, body, n: self.reply(200, base64.b64decode(self.state()["plan"]))),
]


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge)
    with open(sys.argv[2] + ".new", "w", encoding="utf-8") as file:
        file.write(str(server.server_port))
    os.replace(sys.argv[2] + ".new", sys.argv[2])
    server.serve_forever()


if __name__ == "__main__":
    main()
