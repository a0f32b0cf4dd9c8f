"""A vector: what was asked, and what an independent signer made of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ask:
    """The inputs, in the terms of our signers: a call of a venue, a key and a stamp."""

    method: str
    path: str
    parameters: list[tuple[str, str]]
    credentials: dict[str, str]
    #: Milliseconds of the venue's clock.
    time: int
    #: Where the venue has one; a text, because it may pass 2^53.
    nonce: str | None = None
    #: Milliseconds after which the request is worthless; signers turn it into the venue's own window.
    not_after: int | None = None
    #: Some operations carry a deadline of their own.
    operation: str = "test"


@dataclass(frozen=True)
class Made:
    """The request as our signer must make it, to the byte."""

    target: str
    headers: dict[str, str]
    body: str = ""


@dataclass(frozen=True)
class Row:
    signer: str
    ask: Ask
    made: Made
    #: Where a client lawfully writes the same signed request in another way: its own bytes, and the sheet's line on it.
    sent: dict[str, object] = field(default_factory=dict)
