// libtiff. It is loaded where copies of documents are made, and not in every process that could.

#ifndef CTIFF_SHIM_H
#define CTIFF_SHIM_H

#include <stddef.h>
#include <string.h>
#include <tiffio.h>

#include "../CLoaded/library.h"

#define CTIFF_FUNCTIONS(X) \
    X(TIFFClientOpen) \
    X(TIFFClose) \
    X(TIFFGetField) \
    X(TIFFNumberOfDirectories) \
    X(TIFFReadRGBAImageOriented) \
    X(TIFFSetDirectory) \
    X(TIFFSetErrorHandler) \
    X(TIFFSetWarningHandler)

CLOADED_LIBRARY(ctiff, "libtiff.so.6", CTIFF_FUNCTIONS)

// Bytes in memory that libtiff reads as a file.
struct ctiff_memory {
    const unsigned char *bytes;
    size_t count;
    size_t position;
};

static inline tmsize_t ctiff_read(thandle_t handle, void *buffer, tmsize_t count) {
    struct ctiff_memory *memory = (struct ctiff_memory *)handle;
    size_t left = memory->position < memory->count ? memory->count - memory->position : 0;
    size_t taken = (size_t)count < left ? (size_t)count : left;
    memcpy(buffer, memory->bytes + memory->position, taken);
    memory->position += taken;
    return (tmsize_t)taken;
}

static inline tmsize_t ctiff_write(thandle_t handle, void *buffer, tmsize_t count) {
    return -1;
}

static inline toff_t ctiff_seek(thandle_t handle, toff_t offset, int whence) {
    struct ctiff_memory *memory = (struct ctiff_memory *)handle;
    toff_t base = whence == 0 ? 0 : whence == 1 ? memory->position : memory->count;
    memory->position = (size_t)(base + offset);
    return memory->position;
}

static inline int ctiff_close(thandle_t handle) {
    return 0;
}

static inline toff_t ctiff_size(thandle_t handle) {
    return ((struct ctiff_memory *)handle)->count;
}

// TIFFClientOpen(3): without a mapping, whose lack libtiff makes up for by reading.
static inline TIFF *ctiff_open(const struct ctiff_library *library, struct ctiff_memory *memory) {
    library->TIFFSetErrorHandler(NULL);
    library->TIFFSetWarningHandler(NULL);
    return library->TIFFClientOpen("content", "rm", (thandle_t)memory, ctiff_read, ctiff_write,
                                   ctiff_seek, ctiff_close, ctiff_size, NULL, NULL);
}

// TIFFGetField(3) has no fixed arguments. Returns 1 if the image says how large it is.
static inline int ctiff_size_of_image(const struct ctiff_library *library, TIFF *file,
                                      uint32_t *width, uint32_t *height) {
    return library->TIFFGetField(file, TIFFTAG_IMAGEWIDTH, width)
        && library->TIFFGetField(file, TIFFTAG_IMAGELENGTH, height);
}

#endif
