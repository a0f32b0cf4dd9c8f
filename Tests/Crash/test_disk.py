"""The disk and the state directory: durable before the first byte, one owner, and a clear end when it cannot be written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import unittest

from processes import BINARY, CONFIG, Host, Simulator

PLACE = [BINARY, "place", "binance", "buy", "BTC/USDT", "0.001", "--json", "--config", CONFIG, "--state"]


class Disk(unittest.TestCase):
    def setUp(self) -> None:
        self.place = tempfile.TemporaryDirectory(prefix="bourse-state-")
        self.addCleanup(self.place.cleanup)

    def test_the_intent_is_on_the_disk_before_the_first_byte_leaves(self) -> None:
        """Watched from outside by strace: the last flush of the journal returned 0 before the write of the order's head."""
        self.assertTrue(shutil.which("strace"), "strace is needed: scripts/system-packages.sh build python")
        trace = os.path.join(self.place.name, "trace")
        state = os.path.join(self.place.name, "state")
        with Simulator() as simulator:
            subprocess.run(
                ["strace", "-f", "-s", "64", "-e", "trace=openat,pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg",
                 "-o", trace, *PLACE, state],
                check=True, env=simulator.environment, capture_output=True)
        lines = open(trace, encoding="utf-8", errors="replace").read().splitlines()
        opened = [re.search(r'journal\.sqlite-wal".*= (\d+)$', line) for line in lines]
        wal = next(found.group(1) for found in opened if found)
        sent = next(number for number, line in enumerate(lines) if "POST /api/v3/order" in line)
        time_read = max(n for n, line in enumerate(lines[:sent]) if "GET /api/v3/ticker" in line)
        between = lines[time_read:sent]
        self.assertTrue([line for line in between if f"pwrite64({wal}," in line], "the intent was not written")
        flushed = [line for line in between if re.search(rf"(fdatasync|fsync)\({wal}\)\s+= 0|<\.\.\. (fdatasync|fsync) resumed.*= 0", line)]
        self.assertTrue(flushed, "\n".join(between))

    def test_a_second_host_on_the_same_state_is_refused(self) -> None:
        with Simulator() as simulator, Host(simulator, self.place.name):
            second = subprocess.run(
                [BINARY, "serve", "--port", "0", "--config", CONFIG, "--state", self.place.name, "--simulator", f"binance={simulator.rest}"],
                env=simulator.environment, capture_output=True, text=True)
            self.assertEqual(second.returncode, 75, second)
            self.assertIn("in use", second.stderr)

    def test_a_port_in_use_is_a_clear_end(self) -> None:
        with Simulator() as simulator, Host(simulator, self.place.name) as host, tempfile.TemporaryDirectory() as other:
            second = subprocess.run(
                [BINARY, "serve", "--port", str(host.address.port), "--config", CONFIG, "--state", other,
                 "--simulator", f"binance={simulator.rest}"],
                env=simulator.environment, capture_output=True, text=True)
            self.assertEqual(second.returncode, 69, second)

    def test_a_damaged_journal_stops_the_start(self) -> None:
        with Simulator() as simulator:
            subprocess.run([*PLACE, self.place.name], check=True, env=simulator.environment, capture_output=True)
            for name in os.listdir(self.place.name):
                if name.startswith("journal.sqlite"):
                    with open(os.path.join(self.place.name, name), "r+b") as file:
                        file.write(b"\x00" * 4096)
            again = subprocess.run([*PLACE, self.place.name], env=simulator.environment, capture_output=True, text=True)
            self.assertEqual(again.returncode, 73, again)
            self.assertEqual(len(simulator.orders()), 1)

    def test_a_full_disk_sends_nothing(self) -> None:
        """A tiny file system that runs full: the intent cannot be written, so the venue never sees the order."""
        mount = os.path.join(self.place.name, "small")
        os.mkdir(mount)
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", mount], capture_output=True)
        if made.returncode != 0:
            self.limited_by_ulimit()
            return
        self.addCleanup(subprocess.run, ["umount", mount], capture_output=True)
        with Simulator() as simulator:
            first = subprocess.run([*PLACE, mount], env=simulator.environment, capture_output=True, text=True)
            self.assertEqual(first.returncode, 0, first)
            try:
                with open(os.path.join(mount, "ballast"), "wb", buffering=0) as file:
                    while file.write(b"x" * 1024):
                        pass
            except OSError:
                pass
            before = simulator.counters()["received"].get("order.place", 0)
            second = subprocess.run([*PLACE, mount], env=simulator.environment, capture_output=True, text=True)
            self.assertEqual(second.returncode, 73, second)
            self.assertEqual(simulator.counters()["received"].get("order.place", 0), before)

    def limited_by_ulimit(self) -> None:
        """Where nothing may be mounted: a limit on the size of files makes every further write fail."""
        with Simulator() as simulator:
            command = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""
            ended = subprocess.run(
                ["bash", "-c", command, *PLACE, self.place.name], env=simulator.environment, capture_output=True, text=True)
            self.assertEqual(ended.returncode, 73, ended)
            self.assertEqual(simulator.counters()["received"].get("order.place", 0), 0)


if __name__ == "__main__":
    unittest.main()
