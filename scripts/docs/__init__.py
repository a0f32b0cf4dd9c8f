"""The documentation of the library products, built with the toolchain's own tools. Run by `make docs`."""
