"""The committed reports of what takes longer than CI: how they begin, and whether they still speak of these sources."""
