// libjpeg-turbo, by its own interface, which returns errors and does not jump. It is loaded where copies
// of documents are made, and not in every process that could.

#ifndef CTURBOJPEG_SHIM_H
#define CTURBOJPEG_SHIM_H

#include <stddef.h>
#include <turbojpeg.h>

#include "../CLoaded/library.h"

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

CLOADED_LIBRARY(cturbojpeg, "libturbojpeg.so.0", CTURBOJPEG_FUNCTIONS)

#endif
