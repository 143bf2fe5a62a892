// libwebp. It is loaded where copies of documents are made, and not in every process that could.

#ifndef CWEBP_SHIM_H
#define CWEBP_SHIM_H

#include <dlfcn.h>
#include <stddef.h>
#include <webp/decode.h>

#define CWEBP_FUNCTIONS(X) \
    X(WebPGetInfo) \
    X(WebPDecodeRGBAInto)

// The functions of the library, by their own names.
struct cwebp_library {
#define X(function) __typeof__(function) *function;
    CWEBP_FUNCTIONS(X)
#undef X
};

// dlopen(3): loads the library for good. Returns 0, or -1 if it is not there or lacks a function.
static inline int cwebp_load(struct cwebp_library *library) {
    void *handle = dlopen("libwebp.so.7", RTLD_NOW | RTLD_LOCAL);
    if (!handle) return -1;
#define X(function) \
    library->function = (__typeof__(function) *)dlsym(handle, #function); \
    if (!library->function) return -1;
    CWEBP_FUNCTIONS(X)
#undef X
    return 0;
}

#endif
