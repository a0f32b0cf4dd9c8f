"""The tables in README.md that are made, not written. Run by `make readme`."""
