// ZBar. It is loaded where a code is read from a picture, and not at every start of the tool: it brings
// the libraries of cameras and screens along.

#ifndef CZBAR_SHIM_H
#define CZBAR_SHIM_H

#include <zbar.h>

#include "../CLoaded/library.h"

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

CLOADED_LIBRARY(czbar, "libzbar.so.0", CZBAR_FUNCTIONS)

#endif
