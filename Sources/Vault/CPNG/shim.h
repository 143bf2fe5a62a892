// libpng, by its simplified interface, which returns errors and does not jump. It is loaded where copies
// of documents are made, and not in every process that could.

#ifndef CPNG_SHIM_H
#define CPNG_SHIM_H

#include <stddef.h>
#include <png.h>

#include "../CLoaded/library.h"

#define CPNG_FUNCTIONS(X) \
    X(png_image_begin_read_from_memory) \
    X(png_image_finish_read) \
    X(png_image_write_to_memory) \
    X(png_image_free)

CLOADED_LIBRARY(cpng, "libpng16.so.16", CPNG_FUNCTIONS)

// The values of macros that Swift does not see.
enum { CPNG_VERSION = PNG_IMAGE_VERSION, CPNG_RGB = PNG_FORMAT_RGB, CPNG_ALPHA = PNG_FORMAT_FLAG_ALPHA };

#endif
