"""How soon the host is ready, and how much memory it holds when it has nothing to do.

    idle.py COMMAND [STARTS]

Starts `COMMAND serve` with a fresh state directory each time, waits for its ready line, lets the last start rest for
three seconds, reads its resident memory. Prints one line of JSON for each number.
"""

import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

CONFIGURATION = pathlib.Path(__file__).resolve().parent.parent / "adapters.yaml"
REST_SECONDS = 3


def start(command: str, state: str) -> tuple[subprocess.Popen, float]:
    """The running host and the milliseconds from spawning it to its ready line."""
    began = time.perf_counter()
    host = subprocess.Popen(
        [command, "serve", "--config", str(CONFIGURATION), "--port", "0", "--state", state, "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    for line in host.stdout:
        if b'"ready":true' in line.replace(b" ", b""):
            return host, (time.perf_counter() - began) * 1000
    raise SystemExit(f"idle: the host ended with {host.wait()} before it was ready")


def stop(host: subprocess.Popen) -> None:
    host.send_signal(signal.SIGTERM)
    host.wait(timeout=20)


def resident_bytes(pid: int) -> int:
    """VmRSS of Linux, `ps` elsewhere."""
    status = pathlib.Path(f"/proc/{pid}/status")
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmRSS"].split()[0]) * 1024
    return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)])) * 1024


def main() -> None:
    command = sys.argv[1]
    starts = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    milliseconds = []
    resident = 0
    for number in range(starts):
        with tempfile.TemporaryDirectory() as folder:
            host, took = start(command, os.path.join(folder, "state"))
            milliseconds.append(took)
            if number == starts - 1:
                time.sleep(REST_SECONDS)
                resident = resident_bytes(host.pid)
            stop(host)
    print(json.dumps({"name": "host.ready", "milliseconds": round(statistics.median(milliseconds), 1),
                      "rounds": starts}))
    print(json.dumps({"name": "host.resident", "megabytes": round(resident / 1e6, 1), "rounds": 1}))


if __name__ == "__main__":
    main()
