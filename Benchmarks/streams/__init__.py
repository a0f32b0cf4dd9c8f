"""The peers of the stream benchmarks, and the server that both sides are served by."""
