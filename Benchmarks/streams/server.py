"""A venue that does nothing but send: Binance's addresses with frames that were encoded before, so that what is measured
is who reads them.

    server.py FIXTURES

Prints one line of JSON when ready, and serves one client after the other until it is terminated. It keeps to the
machine's last core. What goes over the control port are lines:

    flood ROUND   sends on, as fast as the client reads, until every market has had ROUND frames; answers with the numbers
                  of the last frame before and of the last one
    quiet         sends nothing by itself any more; answers with the number of the last frame
    next          sends one frame, on the stream
    echo          sends one frame, back to who asked
"""

import json
import os
import pathlib
import socket
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from made import parts
from streams.circle import Circle
from streams.wire import Frames, accept, header, read_frames, read_head, reply

MARKETS = 50
# A market has as many rounds as fit, whole circles of 256: 160 MB of frames, or 32 MB of one market's.
MOST_FRAMES = 210_000
MOST_ROUNDS = 40_960
PACE_SECONDS = 0.1
# The stream whose frames are sent one by one.
SINGLE = "btcusdt@depth@100ms"


def coins() -> list[str]:
    """Names of one length, so that all frames are equally long."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return ["BTC"] + [f"M{letters[number // 26]}{letters[number % 26]}" for number in range(MARKETS - 1)]


def exchange_info() -> dict:
    """All markets with the rules of BTC/USDT."""
    answer = parts.sample("binance/rest-exchange-info.json")
    row = next(row for row in answer["symbols"] if row["symbol"] == "BTCUSDT")
    row["permissionSets"] = []
    return parts.like(answer, symbols=[
        parts.like(row, symbol=coin + "USDT", baseAsset=coin, quoteAsset="USDT") for coin in coins()])


class Feed:
    """What one client follows."""

    def __init__(self, connection: socket.socket, frames: Frames):
        self.connection = connection
        self.frames = frames
        # Frames of each market that are sent already.
        self.round = 0
        self.pace = threading.Event()
        self.lock = threading.Lock()

    def run(self) -> None:
        """A frame of each market now and then, until somebody asks for something else."""
        while not self.pace.wait(PACE_SECONDS):
            self.send_round()

    def send_round(self) -> None:
        with self.lock:
            self.connection.sendall(self.frames.rounds[self.round % len(self.frames.rounds)])
            self.round += 1

    def number(self) -> int:
        return self.frames.first + self.round - 1

    def stop(self) -> int:
        self.pace.set()
        with self.lock:
            return self.number()

    def flood(self, last: int) -> None:
        while self.round < last:
            self.send_round()


class Server:
    """Everything of the venue."""

    def __init__(self, fixtures: pathlib.Path):
        self.circle = Circle(fixtures)
        self.info = json.dumps(exchange_info(), separators=(",", ":")).encode()
        self.snapshot = json.dumps(self.circle.snapshot | {"lastUpdateId": 0}, separators=(",", ":"))
        self.known: dict[tuple[str, ...], Frames] = {}
        self.feed: Feed | None = None

    def frames(self, names: list[str]) -> Frames:
        """The frames of these streams, encoded once."""
        key = tuple(names)
        if key not in self.known:
            circle = len(self.circle.frames)
            self.known[key] = Frames(
                self.circle, names, min(MOST_FRAMES // len(names) // circle * circle, MOST_ROUNDS))
        return self.known[key]

    def serve(self, connection: socket.socket) -> None:
        """One connection: requests one after the other, or a stream."""
        while head := read_head(connection):
            target, headers = head
            if "upgrade" in headers:
                connection.sendall(accept(headers))
                return self.stream(connection)
            connection.sendall(reply(self.answer(target)))

    def answer(self, target: str) -> bytes:
        if "/depth" in target:
            number = self.feed.number() if self.feed else self.circle.first - 1
            return self.snapshot.replace('"lastUpdateId":0', f'"lastUpdateId":{number}', 1).encode()
        return self.info if "/exchangeInfo" in target else b"{}"

    def stream(self, connection: socket.socket) -> None:
        """What a client of the stream says; the first subscription begins it."""
        feed = None
        for opcode, payload in read_frames(connection):
            if opcode == 9:
                with feed.lock if feed else threading.Lock():
                    connection.sendall(header(10, len(payload)) + payload)
            elif opcode == 1:
                message = json.loads(payload)
                answer = json.dumps({"result": None, "id": message["id"]}).encode()
                if message["method"] == "SUBSCRIBE" and feed is None:
                    frames = self.frames(message["params"])
                    feed = self.feed = Feed(connection, frames)
                    connection.sendall(header(1, len(answer)) + answer)
                    threading.Thread(target=feed.run, daemon=True).start()
            elif opcode == 8:
                break
        if feed:
            feed.stop()
        connection.close()

    def control(self, connection: socket.socket) -> None:
        """One control connection. `next` and `echo` are timed, so they are looked at first."""
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # By the same way as to a stream, so that both cost the server the same.
        mirror = Feed(connection, self.frames([SINGLE]))
        while line := connection.recv(256):
            if line == b"next\n":
                self.feed.send_round()
            elif line == b"echo\n":
                mirror.send_round()
            elif line == b"quiet\n":
                connection.sendall(f"{self.feed.stop()}\n".encode())
            else:
                feed, last = self.feed, int(line.split()[1])
                connection.sendall(f"{feed.stop()} {feed.frames.first + last - 1}\n".encode())
                feed.flood(last)


def quietly(serve, connection: socket.socket) -> None:
    """A client that goes away in the middle is no fault."""
    try:
        serve(connection)
    except (ConnectionError, OSError):
        connection.close()


def listen(serve) -> int:
    """Serves each connection on a thread of its own; returns the port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=quietly, args=(serve, connection), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    return listener.getsockname()[1]


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    server = Server(pathlib.Path(sys.argv[1]))
    single = len(server.frames([SINGLE]).rounds[0])
    server.frames([f"{coin.lower()}usdt@depth@100ms" for coin in coins()])
    port = listen(server.serve)
    print(json.dumps({
        "rest": f"http://127.0.0.1:{port}", "stream": f"ws://127.0.0.1:{port}", "control": listen(server.control),
        "markets": [f"{coin}/USDT" for coin in coins()], "frameBytes": single,
    }), flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
