// ZBar. It is loaded where a code is read from a picture, and not at every start of the tool: it brings
// the libraries of cameras and screens along.

#ifndef CZBAR_SHIM_H
#define CZBAR_SHIM_H

#include <dlfcn.h>
#include <zbar.h>

#define CZBAR_FUNCTIONS(X) \
    X(zbar_image_create) \
    X(zbar_image_destroy) \
    X(zbar_image_first_symbol) \
    X(zbar_image_scanner_create) \
    X(zbar_image_scanner_destroy) \
    X(zbar_image_scanner_set_config) \
    X(zbar_image_set_data) \
    X(zbar_image_set_format) \
    X(zbar_image_set_size) \
    X(zbar_scan_image) \
    X(zbar_symbol_get_data) \
    X(zbar_symbol_get_data_length) \
    X(zbar_symbol_next)

// The functions of the library, by their own names.
struct czbar_library {
#define X(function) __typeof__(function) *function;
    CZBAR_FUNCTIONS(X)
#undef X
};

// dlopen(3): loads the library for good. Returns 0, or -1 if it is not there or lacks a function.
static inline int czbar_load(struct czbar_library *library) {
    void *handle = dlopen("libzbar.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!handle) return -1;
#define X(function) \
    library->function = (__typeof__(function) *)dlsym(handle, #function); \
    if (!library->function) return -1;
    CZBAR_FUNCTIONS(X)
#undef X
    return 0;
}

#endif
