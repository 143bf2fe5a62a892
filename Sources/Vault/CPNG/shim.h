// libpng, by its simplified interface, which returns errors and does not jump. It is loaded where copies
// of documents are made, and not in every process that could.

#ifndef CPNG_SHIM_H
#define CPNG_SHIM_H

#include <dlfcn.h>
#include <stddef.h>
#include <png.h>

#define CPNG_FUNCTIONS(X) \
    X(png_image_begin_read_from_memory) \
    X(png_image_finish_read) \
    X(png_image_write_to_memory) \
    X(png_image_free)

// The functions of the library, by their own names.
struct cpng_library {
#define X(function) __typeof__(function) *function;
    CPNG_FUNCTIONS(X)
#undef X
};

// dlopen(3): loads the library for good. Returns 0, or -1 if it is not there or lacks a function.
static inline int cpng_load(struct cpng_library *library) {
    void *handle = dlopen("libpng16.so.16", RTLD_NOW | RTLD_LOCAL);
    if (!handle) return -1;
#define X(function) \
    library->function = (__typeof__(function) *)dlsym(handle, #function); \
    if (!library->function) return -1;
    CPNG_FUNCTIONS(X)
#undef X
    return 0;
}

// The values of macros that Swift does not see.
enum { CPNG_VERSION = PNG_IMAGE_VERSION, CPNG_RGB = PNG_FORMAT_RGB, CPNG_ALPHA = PNG_FORMAT_FLAG_ALPHA };

#endif
