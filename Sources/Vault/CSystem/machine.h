// What the kernel says about this machine, by calls that glibc declares only under _GNU_SOURCE.

#ifndef CSYSTEM_MACHINE_H
#define CSYSTEM_MACHINE_H

#include <stdint.h>
#include <sys/statfs.h>

int prlimit64(int pid, int resource, const void *new_limit, void *old_limit);

// getrlimit(2), RLIMIT_MEMLOCK: the bytes that may be locked, UINT64_MAX for any number; 0 if nobody
// knows.
static inline uint64_t csystem_locked_memory(void) {
    struct { uint64_t current, maximum; } limit = { 0, 0 };
    return prlimit64(0, 8, 0, &limit) == 0 ? limit.current : 0;
}

// statfs(2): the number of the kind of file system; -1 if there is none to ask.
static inline long csystem_file_system(const char *path) {
    struct statfs status;
    return statfs(path, &status) == 0 ? (long)(uint32_t)status.f_type : -1;
}

#endif
