#!/usr/bin/env python3
"""Answers what the tests of the http client ask, on two ports: http, and https with a certificate that nobody signed.

usage: server.py FOLDER
Prints "PORT TLS_PORT PID" once it listens. The certificate is FOLDER/certificate.pem. Knows one key of AWS:
access "AKIDEXAMPLE", secret "wJalrXUtnFEMI/K7MDENG".
"""

import hashlib
import hmac
import http.server
import os
import re
import ssl
import subprocess
import sys
import threading

SECRET = "wJalrXUtnFEMI/K7MDENG"

hung_up = []


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signature(method, path, headers, body, scope, names):
    """Signature Version 4 of a request, from its description in the AWS documentation."""
    date, region, service, _ = scope.split("/")
    path, _, query = path.partition("?")
    fields = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in names.split(";"))
    payload = headers.get("x-amz-content-sha256") or hashlib.sha256(body).hexdigest()
    canonical = "\n".join([method, path, query, fields, names, payload])
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = mac(mac(mac(mac(("AWS4" + SECRET).encode(), date), region), service), "aws4_request")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        name, _, argument = self.path.lstrip("/").partition("/")
        getattr(self, name.partition("?")[0])(argument, body)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = serve

    def answer(self, status, body, fields=()):
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def echo(self, _, body):
        lines = [f"{self.command} {self.path}", *sorted(f"{name.lower()}: {value}" for name, value in self.headers.items())]
        self.answer(200, "\n".join(lines).encode() + b"\n\n" + body, [("X-Answer", " forty-two "), ("X-Empty", "")])

    def status(self, argument, _):
        self.answer(int(argument), b"the body of an error")

    def redirect(self, _, __):
        self.answer(302, b"", [("Location", "/echo")])

    def large(self, argument, _):
        self.answer(200, b"x" * int(argument))

    def silent(self, _, __):
        threading.Event().wait()

    def hang_up(self, _, __):
        hung_up.append(self.command)
        self.close_connection = True

    def count(self, _, __):
        self.answer(200, " ".join(hung_up).encode())
        hung_up.clear()

    def signed(self, _, body):
        match = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/(\S+), ?SignedHeaders=(\S+), ?Signature=(\S+)",
                             self.headers.get("Authorization", ""))
        headers = {name.lower(): value for name, value in self.headers.items()}
        good = match and match[3] == signature(self.command, self.path, headers, body, match[1], match[2])
        good = good and all(name in match[2].split(";") for name in headers if name.startswith("x-amz-"))
        good = good and ("/s3/" not in match[1] or "x-amz-content-sha256" in headers)  # S3 takes nothing without it
        self.answer(200 if good else 403, headers.get("x-amz-security-token", "").encode())

    def log_message(self, *_):
        pass


def with_tls(server, folder):
    paths = [f"{folder}/{name}.pem" for name in ("certificate", "key")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1]],
                   stderr=subprocess.DEVNULL, check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


plain = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
secure = with_tls(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler), sys.argv[1])
threading.Thread(target=secure.serve_forever, daemon=True).start()
print(plain.server_port, secure.server_port, os.getpid(), flush=True)
plain.serve_forever()
