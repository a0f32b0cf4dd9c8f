"""The simulator and the host as processes of their own, so that one can be killed and the other go on."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

BINARY = os.environ["BOURSE_BIN"]
CONFIG = os.environ["BOURSE_CONFIG"]
#: Longer than the venue's visibility bound (30 s) plus a slow machine.
PATIENCE = 90


class Simulator:
    def __enter__(self) -> "Simulator":
        self.runtime = tempfile.TemporaryDirectory(prefix="bourse-crash-")
        self.environment = {**os.environ, "XDG_RUNTIME_DIR": self.runtime.name}
        self.process = subprocess.Popen(
            [BINARY, "simulate", "--venue", "binance", "--port-base", "0", "--seed", "7"],
            stdout=subprocess.PIPE, text=True, env=self.environment)
        self.ready = json.loads(self.process.stdout.readline())
        self.rest = self.ready["venues"]["binance"]["rest"]
        self.control = self.ready["control"]
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.runtime.cleanup()

    def fault(self, operation: str, action: dict) -> None:
        plan = {"faults": [{"venue": "binance", "operation": operation, "nth": 1, "action": action}]}
        self._control("PUT", "/faults", plan)

    def heal(self) -> None:
        self._control("DELETE", "/faults")

    def counters(self) -> dict:
        return self._control("GET", "/state")["venues"]["binance"]

    def wait_until_received(self, operation: str, at_least: int = 1) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.counters()["received"].get(operation, 0) < at_least:
            if time.monotonic() > deadline:
                raise AssertionError(f"{operation} never reached the venue")

    def orders(self) -> list[dict]:
        """All orders of the market as the venue has them, read by our own command."""
        text = subprocess.run(
            [BINARY, "orders", "binance", "BTC/USDT", "--history", "--json"],
            env=self.environment, check=True, capture_output=True, text=True).stdout
        return json.loads(text)

    def _control(self, method: str, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.control + path, data=data, method=method)
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)


class Host:
    def __init__(self, simulator: Simulator, state: str, token: str | None = None) -> None:
        self.simulator, self.state, self.token = simulator, state, token

    def __enter__(self) -> "Host":
        self.process = subprocess.Popen(
            [BINARY, "serve", "--json", "--port", "0", "--config", CONFIG, "--state", self.state,
             "--simulator", f"binance={self.simulator.rest}"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.simulator.environment)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the host did not start: {self.process.stderr.read()}")
        ready = json.loads(line)
        self.address = urllib.parse.urlsplit(ready["url"])
        self.token = ready["token"] or self.token
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def call(self, method: str, path: str, body: dict | None = None, key: str | None = None) -> tuple[int, dict]:
        connection = self._connection()
        try:
            self._send(connection, method, path, body, key)
            reply = connection.getresponse()
            return reply.status, json.loads(reply.read())
        finally:
            connection.close()

    def begin(self, body: dict, key: str) -> http.client.HTTPConnection:
        """Sends a submission and does not wait for its answer."""
        connection = self._connection()
        self._send(connection, "POST", "/api/orders", body, key)
        return connection

    def settled(self, order: str) -> dict:
        """The order once it is neither pending nor unknown."""
        deadline = time.monotonic() + PATIENCE
        while True:
            status, record = self.call("GET", f"/api/orders/{order}")
            assert status == 200, (status, record)
            if record["state"] not in ("pending", "unknown"):
                return record
            assert time.monotonic() < deadline, record

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=PATIENCE)

    def _send(self, connection, method, path, body, key) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        connection.request(method, path, None if body is None else json.dumps(body), headers)
