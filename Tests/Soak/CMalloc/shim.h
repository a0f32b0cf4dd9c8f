#pragma once
#include <malloc.h>

// Bytes allocated and not freed, those of large blocks with them. Swift would take `mallinfo2()` for an empty struct of
// that name.
static inline size_t malloc_bytes_in_use(void) {
    struct mallinfo2 heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
}
