// What Swift cannot call of the C library: variadic functions, and what glibc declares only under
// _GNU_SOURCE, which the Glibc module is built without.

#ifndef CSYSTEM_SHIM_H
#define CSYSTEM_SHIM_H

#include <fcntl.h>

int prctl(int option, ...);
int mallopt(int option, int value);
int sync_file_range(int file, __off64_t offset, __off64_t count, unsigned int flags);
int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path,
              unsigned int flags);

// open(2): a file without a name. The bit is the same on every platform that Swift supports.
enum { CSYSTEM_O_TMPFILE = 020000000 | O_DIRECTORY };

// prctl(2), PR_SET_DUMPABLE: forbids core dumps of this process, and that others of the same user
// trace it or read its memory.
static inline int csystem_forbid_dump(void) {
    return prctl(4, 0, 0, 0, 0);
}

// prctl(2), PR_GET_DUMPABLE.
static inline int csystem_dumpable(void) {
    return prctl(3, 0, 0, 0, 0);
}

// mallopt(3), M_PERTURB: memory is filled when it is freed.
static inline int csystem_wipe_freed_memory(void) {
    return mallopt(-6, 0x5a);
}

// mallopt(3), M_ARENA_MAX: how many heaps there are for all threads.
static inline int csystem_limit_heaps(int count) {
    return mallopt(-8, count);
}

// sync_file_range(2), SYNC_FILE_RANGE_WRITE: begins to put a whole file on the disk. It waits for
// nothing and promises nothing, and leaves it to fsync(2) to tell what went wrong.
static inline void csystem_start_writing(int file) {
    sync_file_range(file, 0, 0, 2);
}

// renameat2(2), RENAME_NOREPLACE: fails with EEXIST where rename(2) would overwrite.
static inline int csystem_rename_new(const char *old_path, const char *new_path) {
    return renameat2(AT_FDCWD, old_path, AT_FDCWD, new_path, 1);
}

#endif
