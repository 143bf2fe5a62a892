// Starting a program with one channel to it, and handing open files over that channel: posix_spawn(3)
// takes lists that Swift cannot build, and the control messages of unix(7) are C macros.

#ifndef CSYSTEM_WORKER_H
#define CSYSTEM_WORKER_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

int memfd_create(const char *name, unsigned int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// memfd_create(2): a file in memory that can be sealed. Kernels before 6.3 do not know the wish that
// it never be executable.
static inline int csystem_memory_file(void) {
    int file = memfd_create("content", 0x1 /* CLOEXEC */ | 0x2 /* ALLOW_SEALING */ | 0x8 /* NOEXEC */);
    if (file >= 0 || errno != EINVAL) return file;
    return memfd_create("content", 0x1 | 0x2);
}

// fcntl(2), F_ADD_SEALS: nobody ever changes the bytes, the length or the seals any more.
static inline int csystem_seal(int file) {
    return fcntl(file, 1024 + 9, 0x1 /* SEAL */ | 0x2 /* SHRINK */ | 0x4 /* GROW */ | 0x8 /* WRITE */);
}

// socketpair(2): two ends that keep messages apart and tell when the other end is gone.
static inline int csystem_channel(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

// posix_spawn(3): starts a program with no environment but `environment`, /dev/null as its standard
// streams, `channel` as descriptor 3 and no other. Returns 0 or the number of the error.
static inline int csystem_spawn(pid_t *child, const char *path, char *const arguments[],
                                char *const environment[], int channel) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) return code;
    code = posix_spawnattr_init(&attributes);
    if (code == 0) {
        // An end that lies at 0, 1 or 2 would be closed by the first three actions, so it moves first.
        if (!code) code = posix_spawn_file_actions_adddup2(&actions, channel, 3);
        for (int stream = 0; stream < 3 && !code; stream++)
            code = posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
        if (!code) code = posix_spawn_file_actions_addclosefrom_np(&actions, 4);
        sigfillset(&signals);
        if (!code) code = posix_spawnattr_setsigdefault(&attributes, &signals);
        sigemptyset(&signals);
        if (!code) code = posix_spawnattr_setsigmask(&attributes, &signals);
        short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
        if (!code) code = posix_spawnattr_setflags(&attributes, flags);
        if (!code) code = posix_spawn(child, path, &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

// posix_spawn(3): starts a program with the streams of this process, `content` as descriptor 3 and no
// other open file. Returns 0 or the number of the error.
static inline int csystem_spawn_viewer(pid_t *child, const char *path, char *const arguments[],
                                       int content) {
    extern char **environ;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) return code;
    code = posix_spawnattr_init(&attributes);
    if (code == 0) {
        code = posix_spawn_file_actions_adddup2(&actions, content, 3);
        if (!code) code = posix_spawn_file_actions_addclosefrom_np(&actions, 4);
        sigfillset(&signals);
        if (!code) code = posix_spawnattr_setsigdefault(&attributes, &signals);
        if (!code) code = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
        if (!code) code = posix_spawn(child, path, &actions, &attributes, arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

// sendmsg(2): one message, with an open file unless `file` is -1. A reader that is gone is an error and
// no signal.
static inline ssize_t csystem_send(int channel, const void *bytes, size_t count, int file) {
    union { struct cmsghdr header; char space[CMSG_SPACE(sizeof(int))]; } control;
    struct iovec part = { (void *)bytes, count };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    if (file >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = &control;
        message.msg_controllen = sizeof control.space;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &file, sizeof(int));
    }
    return sendmsg(channel, &message, MSG_NOSIGNAL);
}

// recvmsg(2): one message, and the open file that came with it or -1. Returns 0 when the other end is
// gone; a message that is longer than `capacity` is an error (EMSGSIZE).
static inline ssize_t csystem_receive(int channel, void *bytes, size_t capacity, int *file) {
    union { struct cmsghdr header; char space[CMSG_SPACE(sizeof(int))]; } control;
    struct iovec part = { bytes, capacity };
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.space
    };
    *file = -1;
    ssize_t count = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    if (count < 0) return count;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS
        && header->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(file, CMSG_DATA(header), sizeof(int));
    if (message.msg_flags & MSG_TRUNC) {
        errno = EMSGSIZE;
        return -1;
    }
    return count;
}

#endif
