// libjpeg-turbo, by its own interface, which returns errors and does not jump. It is loaded where copies
// of documents are made, and not in every process that could.

#ifndef CTURBOJPEG_SHIM_H
#define CTURBOJPEG_SHIM_H

#include <dlfcn.h>
#include <stddef.h>
#include <turbojpeg.h>

#define CTURBOJPEG_FUNCTIONS(X) \
    X(tjInitCompress) \
    X(tjInitDecompress) \
    X(tjInitTransform) \
    X(tjDecompressHeader3) \
    X(tjDecompress2) \
    X(tjCompress2) \
    X(tjTransform) \
    X(tjGetScalingFactors) \
    X(tjGetErrorCode) \
    X(tjDestroy) \
    X(tjFree)

// The functions of the library, by their own names.
struct cturbojpeg_library {
#define X(function) __typeof__(function) *function;
    CTURBOJPEG_FUNCTIONS(X)
#undef X
};

// dlopen(3): loads the library for good. Returns 0, or -1 if it is not there or lacks a function.
static inline int cturbojpeg_load(struct cturbojpeg_library *library) {
    void *handle = dlopen("libturbojpeg.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!handle) return -1;
#define X(function) \
    library->function = (__typeof__(function) *)dlsym(handle, #function); \
    if (!library->function) return -1;
    CTURBOJPEG_FUNCTIONS(X)
#undef X
    return 0;
}

#endif
