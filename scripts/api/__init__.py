"""The public API of the library products as text. Run by `make api`."""
