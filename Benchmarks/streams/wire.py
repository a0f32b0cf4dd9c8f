"""The little of HTTP and WebSocket that the server needs."""

import base64
import hashlib
import socket
import struct
from collections.abc import Iterator

from .circle import Circle

PROOF = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Frames:
    """All frames of some streams, encoded: a round is one frame of each."""

    def __init__(self, circle: Circle, names: list[str], count: int):
        self.first = circle.first
        self.rounds = []
        cut = [[self.cut(frame, name) for name in names] for frame in circle.frames]
        for number in range(count):
            digits = str(circle.first + number).encode()
            self.rounds.append(b"".join(
                part for head, middle, tail in cut[number % len(cut)] for part in (head, digits, middle, digits, tail)))

    @staticmethod
    def cut(frame, name: str) -> tuple[bytes, bytes, bytes]:
        """The frame of another stream, its header before it, cut at its numbers."""
        market = name.split("@")[0]
        head = frame.head.replace("btcusdt", market, 1).replace("BTCUSDT", market.upper(), 1).encode()
        middle, tail = frame.middle.encode(), frame.tail.encode()
        length = len(head) + len(middle) + len(tail) + 2 * 11
        return header(1, length) + head, middle, tail


def header(opcode: int, length: int) -> bytes:
    """The header of a whole frame that is not masked."""
    if length < 126:
        return bytes([0x80 | opcode, length])
    assert length < 65_536
    return struct.pack("!BBH", 0x80 | opcode, 126, length)


def read_head(connection: socket.socket) -> tuple[str, dict[str, str]] | None:
    """Target and headers of a request without a body; None at the end."""
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        part = connection.recv(65_536)
        if not part:
            return None
        data += part
    first, *lines = data.decode().split("\r\n")
    headers = dict(line.split(":", 1) for line in lines if ":" in line)
    return first.split(" ")[1], {name.lower(): value.strip() for name, value in headers.items()}


def reply(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def accept(headers: dict[str, str]) -> bytes:
    proof = base64.b64encode(hashlib.sha1(headers["sec-websocket-key"].encode() + PROOF).digest()).decode()
    return (f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {proof}\r\n\r\n").encode()


def read_frames(connection: socket.socket) -> Iterator[tuple[int, bytes]]:
    """Opcode and payload of what a client sends: short, masked, whole."""
    data = b""

    def take(count: int) -> bytes:
        nonlocal data
        while len(data) < count:
            part = connection.recv(65_536)
            if not part:
                raise ConnectionError
            data += part
        taken, data = data[:count], data[count:]
        return taken

    while True:
        first, second = take(2)
        length = second & 0x7F
        if length == 126:
            length = int.from_bytes(take(2))
        elif length == 127:
            length = int.from_bytes(take(8))
        mask = take(4)
        payload = take(length)
        yield first & 0x0F, bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
