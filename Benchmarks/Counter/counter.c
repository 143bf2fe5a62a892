// Counts what a program asks of its database and its disk. To be preloaded:
//
//     clang -O2 -shared -fPIC -o counter.so counter.c -ldl
//     COUNTER_FILE=counts LD_PRELOAD=./counter.so vaulttool …
//
// Adds a line to the file at the end of each process: SQL statements that were run, waits for the
// disk, bytes written.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_ulong statements, syncs, written;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

// A statement that was stepped is reset once it is done.
int sqlite3_reset(void *statement) {
    static int (*original)(void *);
    if (!original) original = next("sqlite3_reset");
    if (statement) atomic_fetch_add(&statements, 1);
    return original(statement);
}

int fsync(int file) {
    static int (*original)(int);
    if (!original) original = next("fsync");
    atomic_fetch_add(&syncs, 1);
    return original(file);
}

int fdatasync(int file) {
    static int (*original)(int);
    if (!original) original = next("fdatasync");
    atomic_fetch_add(&syncs, 1);
    return original(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
    static ssize_t (*original)(int, const void *, size_t);
    if (!original) original = next("write");
    ssize_t done = original(file, bytes, count);
    if (done > 0) atomic_fetch_add(&written, (unsigned long)done);
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    static ssize_t (*original)(int, const void *, size_t, off64_t);
    if (!original) original = next("pwrite64");
    ssize_t done = original(file, bytes, count, offset);
    if (done > 0) atomic_fetch_add(&written, (unsigned long)done);
    return done;
}

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("COUNTER_FILE");
    if (!path) return;
    unsigned long counts[] = {atomic_load(&statements), atomic_load(&syncs), atomic_load(&written)};
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0) return;
    dprintf(file, "%lu %lu %lu\n", counts[0], counts[1], counts[2]);
    close(file);
}
