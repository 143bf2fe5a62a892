/* A disk that fails, for tests: preloaded into the real tool (LD_PRELOAD), it counts the calls by
 * which files under one folder change, lets one of them go wrong, and writes down all of them.
 *
 *   FAULT_ROOT    the folder; an absolute path
 *   FAULT_AT      the number of the call that goes wrong, from 1; 0 for none
 *   FAULT_ACTION  what happens then:
 *                 error=N    it fails with this errno
 *                 lasting=N  so do all calls after it
 *                 short      a write does half, and the process is killed; other calls: kill. A
 *                            write over bytes of one sector is not cut: no kernel and no disk does
 *                 kill       the process is killed before the call
 *                 term       the process is asked to end before the call, which goes on
 *   FAULT_LOG     a file, outside the folder, to append a line to for each call
 *
 * Lines of the log, where INODE is a number, PATH ends the line, and OLD and NEW have a tab between:
 *
 *   unnamed INODE           create INODE PATH
 *        write INODE OFFSET HEX     truncate INODE LENGTH
 *   sync INODE              mkdir PATH                 syncdir PATH            end COUNT
 *   rename OLD NEW          link INODE PATH            unlink PATH             rmdir PATH
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static long count;
static int log_descriptor = -2;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Whether a path lies under the folder. */
static int is_ours(const char *path) {
    const char *root = getenv("FAULT_ROOT");
    if (!root || !path) return 0;
    size_t length = strlen(root);
    return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/* The absolute path of a name, whose folder exists. */
static const char *absolute(const char *path, char *buffer) {
    char folder[PATH_MAX], real[PATH_MAX];
    if (strncmp(path, "/proc/self/fd/", 14) == 0) return path;
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    const char *name = slash ? path + (slash - folder) + 1 : path;
    if (slash) *(slash == folder ? slash + 1 : slash) = 0;
    if (!realpath(slash ? folder : ".", real)) return NULL;
    snprintf(buffer, PATH_MAX, "%s%s%s", real, *name ? "/" : "", name);
    return buffer;
}

/* The path by which the kernel knows an open file. */
static const char *path_of(int descriptor, char *buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    if (length < 0) return NULL;
    buffer[length] = 0;
    return buffer;
}

static unsigned long inode_of(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

static void put(const char *text, size_t length) {
    if (log_descriptor == -2) {
        const char *path = getenv("FAULT_LOG");
        log_descriptor = path ? NEXT(open)(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    }
    if (log_descriptor < 0) return;
    while (length > 0) {
        ssize_t done = NEXT(write)(log_descriptor, text, length);
        if (done <= 0) return;
        text += done;
        length -= done;
    }
}

static void note(const char *format, ...) {
    char line[2 * PATH_MAX + 100];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    int saved = errno;
    put(line, length);
    errno = saved;
}

static void note_write(unsigned long inode, off_t offset, const unsigned char *bytes, ssize_t length) {
    static const char digits[] = "0123456789abcdef";
    int saved = errno;
    if (!getenv("FAULT_LOG")) return;
    char *text = malloc(2 * length + 100);
    int head = sprintf(text, "write %lu %ld ", inode, (long)offset);
    for (ssize_t i = 0; i < length; i++) {
        text[head + 2 * i] = digits[bytes[i] >> 4];
        text[head + 2 * i + 1] = digits[bytes[i] & 15];
    }
    text[head + 2 * length] = '\n';
    put(text, head + 2 * length + 1);
    free(text);
    errno = saved;
}

enum { GO_ON, FAIL, HALF };

enum { SECTOR_SIZE = 512 };

/* Whether bytes are to be written over others of the same sector. */
static int is_within_sector(int descriptor, off_t offset, size_t length) {
    struct stat status;
    off_t end = offset + length;
    return length > 0 && offset / SECTOR_SIZE == (end - 1) / SECTOR_SIZE &&
           fstat(descriptor, &status) == 0 && end <= status.st_size;
}

/* Counts a call, and says what is to become of it. */
static int turn(int is_write) {
    const char *at = getenv("FAULT_AT"), *action = getenv("FAULT_ACTION");
    long number = at ? atol(at) : 0;
    count++;
    if (!action || number == 0 || count < number) return GO_ON;
    if (strncmp(action, "lasting=", 8) == 0) {
        errno = atoi(action + 8);
        return FAIL;
    }
    if (count > number) return GO_ON;
    if (strncmp(action, "error=", 6) == 0) {
        errno = atoi(action + 6);
        return FAIL;
    }
    if (strcmp(action, "short") == 0 && is_write) return HALF;
    if (strcmp(action, "term") == 0) {
        kill(getpid(), SIGTERM);
        return GO_ON;
    }
    kill(getpid(), SIGKILL);
    return FAIL;
}

static ssize_t do_write(int descriptor, const void *bytes, size_t length, off_t offset, int is_at) {
    char buffer[PATH_MAX];
    if (!is_ours(path_of(descriptor, buffer)))
        return is_at ? NEXT(pwrite)(descriptor, bytes, length, offset)
                     : NEXT(write)(descriptor, bytes, length);
    pthread_mutex_lock(&lock);
    int what = turn(1);
    ssize_t done = -1;
    if (what != FAIL) {
        if (!is_at)
            offset = fcntl(descriptor, F_GETFL) & O_APPEND ? lseek(descriptor, 0, SEEK_END)
                                                           : lseek(descriptor, 0, SEEK_CUR);
        if (what == HALF && !is_within_sector(descriptor, offset, length)) length /= 2;
        done = is_at ? NEXT(pwrite)(descriptor, bytes, length, offset)
                     : NEXT(write)(descriptor, bytes, length);
        if (done > 0) note_write(inode_of(descriptor), offset, bytes, done);
        if (what == HALF) kill(getpid(), SIGKILL);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    return do_write(descriptor, bytes, length, 0, 0);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return do_write(descriptor, bytes, length, offset, 1);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    return do_write(descriptor, bytes, length, offset, 1);
}

static int do_sync(int descriptor, int (*call)(int)) {
    char buffer[PATH_MAX];
    if (!is_ours(path_of(descriptor, buffer))) return call(descriptor);
    pthread_mutex_lock(&lock);
    int result = turn(0) == FAIL ? -1 : call(descriptor);
    struct stat status;
    if (result == 0 && fstat(descriptor, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            note("syncdir %s\n", buffer);
        else
            note("sync %lu\n", (unsigned long)status.st_ino);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int descriptor) { return do_sync(descriptor, NEXT(fsync)); }
int fdatasync(int descriptor) { return do_sync(descriptor, NEXT(fdatasync)); }

int ftruncate(int descriptor, off_t length) {
    char buffer[PATH_MAX];
    if (!is_ours(path_of(descriptor, buffer))) return NEXT(ftruncate)(descriptor, length);
    pthread_mutex_lock(&lock);
    // The index of the write-ahead log is made anew from the log, and lives in memory.
    int is_index = strlen(buffer) > 4 && strcmp(buffer + strlen(buffer) - 4, "-shm") == 0;
    int result = !is_index && turn(0) == FAIL ? -1 : NEXT(ftruncate)(descriptor, length);
    if (result == 0 && !is_index) note("truncate %lu %ld\n", inode_of(descriptor), (long)length);
    pthread_mutex_unlock(&lock);
    return result;
}
int ftruncate64(int descriptor, off64_t length) { return ftruncate(descriptor, length); }

static int do_open(int (*call)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    const char *full = flags & (O_CREAT | O_TMPFILE) & ~O_DIRECTORY ? absolute(path, buffer) : NULL;
    if (!full || !is_ours(full)) return call(path, flags, mode);
    pthread_mutex_lock(&lock);
    int is_new = (flags & O_TMPFILE) == O_TMPFILE || access(path, F_OK) != 0;
    int result = is_new && turn(0) == FAIL ? -1 : call(path, flags, mode);
    if (result >= 0 && (flags & O_TMPFILE) == O_TMPFILE)
        note("unnamed %lu\n", inode_of(result));
    else if (result >= 0 && is_new)
        note("create %lu %s\n", inode_of(result), full);
    pthread_mutex_unlock(&lock);
    return result;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return do_open((int (*)(const char *, int, ...))NEXT(open), path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return do_open((int (*)(const char *, int, ...))NEXT(open64), path, flags, mode);
}

/* Does one thing to names, if the first of them is ours. */
#define NAMED(subject, call, line, ...)                     \
    do {                                                    \
        char first[PATH_MAX];                               \
        const char *full = absolute(subject, first);        \
        if (!full || !is_ours(full)) return call;           \
        pthread_mutex_lock(&lock);                          \
        int result = turn(0) == FAIL ? -1 : call;           \
        if (result == 0) note(line, __VA_ARGS__);           \
        pthread_mutex_unlock(&lock);                        \
        return result;                                      \
    } while (0)

int mkdir(const char *path, mode_t mode) {
    NAMED(path, NEXT(mkdir)(path, mode), "mkdir %s\n", full);
}
int rmdir(const char *path) { NAMED(path, NEXT(rmdir)(path), "rmdir %s\n", full); }
int unlink(const char *path) { NAMED(path, NEXT(unlink)(path), "unlink %s\n", full); }

int rename(const char *old_path, const char *new_path) {
    char second[PATH_MAX];
    const char *target = absolute(new_path, second);
    NAMED(old_path, NEXT(rename)(old_path, new_path), "rename %s\t%s\n", full, target);
}
int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path,
              unsigned flags) {
    char second[PATH_MAX];
    const char *target = absolute(new_path, second);
    NAMED(old_path, NEXT(renameat2)(old_folder, old_path, new_folder, new_path, flags),
          "rename %s\t%s\n", full, target);
}

static unsigned long inode_at(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? status.st_ino : 0;
}

int link(const char *old_path, const char *new_path) {
    NAMED(new_path, NEXT(link)(old_path, new_path), "link %lu %s\n", inode_at(new_path), full);
}
int linkat(int old_folder, const char *old_path, int new_folder, const char *new_path, int flags) {
    NAMED(new_path, NEXT(linkat)(old_folder, old_path, new_folder, new_path, flags),
          "link %lu %s\n", inode_at(new_path), full);
}

/* How many calls there were, failed ones too. */
__attribute__((destructor)) static void end(void) { note("end %ld\n", count); }
