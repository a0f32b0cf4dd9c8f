"""A small load generator: finished requests over some connections that stay open, one under way on each.

It is one thread around epoll, so that it takes one core and leaves the others to the server. Nothing is pipelined.
"""

import select
import socket
import time


class Connection:
    """One connection and the requests it has yet to send."""

    def __init__(self, port: int, requests: list[bytes]):
        self.requests = iter(requests)
        self.buffer = b""
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send_next(self) -> bool:
        """Sends the next request, says whether there was one."""
        request = next(self.requests, None)
        if request is None:
            return False
        self.socket.sendall(request)
        return True

    def receive(self) -> tuple[int, bytes] | None:
        """Status and body of the answer, None until it is complete."""
        self.buffer += self.socket.recv(262_144)
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self.buffer[:end].lower()
        start = head.index(b"content-length:") + 15
        stop = head.find(b"\r\n", start)
        length = int(head[start:stop if stop >= 0 else None])
        if len(self.buffer) < end + 4 + length:
            return None
        body = self.buffer[end + 4:end + 4 + length]
        self.buffer = self.buffer[end + 4 + length:]
        return int(head[9:12]), body


def run(port: int, requests: list[bytes], connections: int = 16) -> tuple[float, dict[int, int], bytes]:
    """Requests per second, how often each status came, and the last body."""
    parts = [Connection(port, requests[number::connections]) for number in range(connections)]
    by_number = {part.socket.fileno(): part for part in parts}
    poll = select.epoll()
    for number in by_number:
        poll.register(number, select.EPOLLIN)
    statuses: dict[int, int] = {}
    last = b""
    start = time.perf_counter()
    waiting = sum(part.send_next() for part in parts)
    while waiting:
        for number, _ in poll.poll():
            part = by_number[number]
            answer = part.receive()
            if answer is None:
                continue
            statuses[answer[0]] = statuses.get(answer[0], 0) + 1
            last = answer[1]
            if not part.send_next():
                waiting -= 1
    seconds = time.perf_counter() - start
    for part in parts:
        part.socket.close()
    return len(requests) / seconds, statuses, last


def http(method: str, target: str, headers: dict[str, str] | None = None, body: str = "") -> bytes:
    """A finished request."""
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    if body or method != "GET":
        lines.append(f"Content-Length: {len(body.encode())}")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()
