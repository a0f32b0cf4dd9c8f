"""Our reader, where this venue has more than one wallet of an asset."""

from __future__ import annotations

from tour import ours


class Ours(ours.Ours):
    def balances(self, wallet: str | None = None) -> dict[str, dict]:
        """Spot under the asset's name, any other wallet as the venue writes it: `USD.M`."""
        return {_name(row): ours.balance(row) for row in self._read("balances") if wallet in (None, row["wallet"])}


def _name(row: dict) -> str:
    return row["asset"] if row["wallet"] == "spot" else f"{row['asset']}.{row['wallet'].upper()}"
