// How the modules beside this folder load a library that they are not linked with. It is no module: each
// of them includes it.

#ifndef CLOADED_LIBRARY_H
#define CLOADED_LIBRARY_H

#include <dlfcn.h>

// Defines `struct name_library` with the functions of the library, by their own names, and
// `int name_load(struct name_library *)`, which by dlopen(3) loads the library for good: it returns 0, or
// -1 if the library is not there or lacks a function. FUNCTIONS applies a macro to each of their names.
#define CLOADED_LIBRARY(name, file, FUNCTIONS) \
    struct name##_library { \
        FUNCTIONS(CLOADED_FIELD) \
    }; \
    static inline int name##_load(struct name##_library *library) { \
        void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL); \
        if (!handle) return -1; \
        FUNCTIONS(CLOADED_FIND) \
        return 0; \
    }

#define CLOADED_FIELD(function) __typeof__(function) *function;

#define CLOADED_FIND(function) \
    library->function = (__typeof__(function) *)dlsym(handle, #function); \
    if (!library->function) return -1;

#endif
