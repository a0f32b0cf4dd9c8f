#pragma once
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// Bytes allocated and not freed, those of large blocks with them; 0 where the C library does not tell. Swift would take
// `mallinfo2()` for an empty struct of that name.
static inline size_t malloc_bytes_in_use(void) {
#ifdef __GLIBC__
    struct mallinfo2 heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
#else
    return 0;
#endif
}
