// libwebp. It is loaded where copies of documents are made, and not in every process that could.

#ifndef CWEBP_SHIM_H
#define CWEBP_SHIM_H

#include <stddef.h>
#include <webp/decode.h>

#include "../CLoaded/library.h"

#define CWEBP_FUNCTIONS(X) \
    X(WebPGetInfo) \
    X(WebPDecodeRGBAInto)

CLOADED_LIBRARY(cwebp, "libwebp.so.7", CWEBP_FUNCTIONS)

#endif
