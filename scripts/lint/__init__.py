"""House rules of the source tree that no compiler checks. Run by `make lint`."""
