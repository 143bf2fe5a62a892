// Taking rights away from this process, for good: Landlock and seccomp. Neither has a function in the
// C library, and a filter of system calls is a table of C macros.

#ifndef CSYSTEM_SANDBOX_H
#define CSYSTEM_SANDBOX_H

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>

int prctl(int option, ...);
long syscall(long number, ...);

// prctl(2), PR_SET_NO_NEW_PRIVS: no program that is executed gives rights that this process lacks.
static inline int csystem_forbid_privileges(void) {
    return prctl(38, 1, 0, 0, 0);
}

// prctl(2), PR_SET_PDEATHSIG with SIGKILL: this process ends with the thread that made it.
static inline int csystem_end_with_parent(void) {
    return prctl(1, 9, 0, 0, 0);
}

// landlock(7): the version that the kernel offers; -1 for none.
static inline int csystem_landlock_version(void) {
    return (int)syscall(444 /* landlock_create_ruleset */, NULL, 0, 1 /* VERSION */);
}

// landlock(7): denies every access to the file system that the kernel knows how to deny, and from
// version 4 on TCP, from version 6 on signals and abstract sockets of others. What is open stays open.
static inline int csystem_deny_files(void) {
    int version = csystem_landlock_version();
    if (version < 0) return -1;
    struct { uint64_t files, network, scopes; } handled = { (1u << 13) - 1, 0, 0 };
    if (version >= 2) handled.files |= 1u << 13;  // REFER
    if (version >= 3) handled.files |= 1u << 14;  // TRUNCATE
    if (version >= 4) handled.network = 3;        // BIND_TCP, CONNECT_TCP
    if (version >= 5) handled.files |= 1u << 15;  // IOCTL_DEV
    if (version >= 6) handled.scopes = 3;         // ABSTRACT_UNIX_SOCKET, SIGNAL
    int rules = (int)syscall(444, &handled, sizeof handled, 0);
    if (rules < 0) return -1;
    long answer = syscall(446 /* landlock_restrict_self */, rules, 0);
    int code = errno;
    syscall(SYS_close, rules);
    errno = code;
    return answer < 0 ? -1 : 0;
}

#if defined(__x86_64__)
#define CSYSTEM_AUDIT_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CSYSTEM_AUDIT_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef CSYSTEM_AUDIT_ARCH

#define CSYSTEM_LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define CSYSTEM_RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define CSYSTEM_ON(call, action) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), CSYSTEM_RETURN(action)
#define CSYSTEM_ALLOW(call) CSYSTEM_ON(call, SECCOMP_RET_ALLOW)
#define CSYSTEM_IF(threads, action) ((threads) ? (action) : SECCOMP_RET_KILL_PROCESS)
#define CSYSTEM_REFUSE(call) CSYSTEM_ON(call, SECCOMP_RET_ERRNO | EPERM)
// The third argument holds the rights of the memory. Its low half comes first on both processors.
#define CSYSTEM_ALLOW_DATA_ONLY(call) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), CSYSTEM_LOAD(args[2]), \
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), \
    CSYSTEM_RETURN(SECCOMP_RET_KILL_PROCESS), CSYSTEM_RETURN(SECCOMP_RET_ALLOW)

// seccomp(2): leaves the calls that reading, computing and answering need. Calls that libraries try
// in passing, to look for a file or ask for the time zone, are refused with EPERM; any other call ends
// the process: it could only be an attack, or a mistake of this list. With `threads`, the process may
// make threads, which the filter holds too, and still no other process; clone3(2) hides what it asks for
// from the filter, so the C library is told that there is none.
static inline int csystem_filter_calls(int threads) {
    enum { THREAD = 0x10900 };  // CLONE_VM, CLONE_SIGHAND, CLONE_THREAD
    struct sock_filter filter[] = {
        CSYSTEM_LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CSYSTEM_AUDIT_ARCH, 1, 0),
        CSYSTEM_RETURN(SECCOMP_RET_KILL_PROCESS),
        CSYSTEM_LOAD(nr),
#ifdef __x86_64__
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),  // the calls of x32
        CSYSTEM_RETURN(SECCOMP_RET_KILL_PROCESS),
#endif
        CSYSTEM_ALLOW(recvmsg),
        CSYSTEM_ALLOW(sendmsg),
        CSYSTEM_ALLOW(brk),
        CSYSTEM_ALLOW(munmap),
        CSYSTEM_ALLOW(mremap),
        CSYSTEM_ALLOW(madvise),
        CSYSTEM_ALLOW(futex),
        CSYSTEM_ALLOW(close),
        CSYSTEM_ALLOW(read),
        CSYSTEM_ALLOW(write),
        CSYSTEM_ALLOW(lseek),
        CSYSTEM_ALLOW(getrandom),
        CSYSTEM_ALLOW(clock_gettime),
        CSYSTEM_ALLOW(gettimeofday),
        CSYSTEM_ALLOW(sched_yield),
        CSYSTEM_ALLOW(rt_sigprocmask),
        CSYSTEM_ALLOW(rt_sigreturn),
        CSYSTEM_ALLOW(restart_syscall),
        CSYSTEM_ALLOW(exit),
        CSYSTEM_ALLOW(exit_group),
#ifdef __x86_64__
        CSYSTEM_REFUSE(open),
        CSYSTEM_REFUSE(stat),
        CSYSTEM_REFUSE(lstat),
        CSYSTEM_REFUSE(access),
        CSYSTEM_REFUSE(readlink),
#endif
        CSYSTEM_REFUSE(openat),
        CSYSTEM_REFUSE(fstat),
        CSYSTEM_REFUSE(newfstatat),
        CSYSTEM_REFUSE(statx),
        CSYSTEM_REFUSE(faccessat),
        CSYSTEM_REFUSE(readlinkat),
        CSYSTEM_REFUSE(getcwd),
        CSYSTEM_REFUSE(ioctl),
        CSYSTEM_REFUSE(fcntl),
        CSYSTEM_REFUSE(uname),
        CSYSTEM_REFUSE(sysinfo),
        CSYSTEM_REFUSE(getpid),
        CSYSTEM_REFUSE(gettid),
        CSYSTEM_REFUSE(getrusage),
        CSYSTEM_REFUSE(sched_getaffinity),
        CSYSTEM_ON(clone3, CSYSTEM_IF(threads, SECCOMP_RET_ERRNO | ENOSYS)),
        CSYSTEM_ON(set_robust_list, CSYSTEM_IF(threads, SECCOMP_RET_ALLOW)),
        CSYSTEM_ON(rseq, CSYSTEM_IF(threads, SECCOMP_RET_ALLOW)),
        CSYSTEM_ON(rt_sigaction, CSYSTEM_IF(threads, SECCOMP_RET_ALLOW)),
        CSYSTEM_ON(prctl, CSYSTEM_IF(threads, SECCOMP_RET_ERRNO | EPERM)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 5),
        CSYSTEM_LOAD(args[0]),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, THREAD),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THREAD, 0, 1),
        CSYSTEM_RETURN(CSYSTEM_IF(threads, SECCOMP_RET_ALLOW)),
        CSYSTEM_RETURN(SECCOMP_RET_KILL_PROCESS),
        CSYSTEM_ALLOW_DATA_ONLY(mprotect),
        CSYSTEM_ALLOW_DATA_ONLY(mmap),
        CSYSTEM_RETURN(SECCOMP_RET_KILL_PROCESS),
    };
    struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}

#else

// The numbers of system calls differ from processor to processor, and this one has no table yet.
static inline int csystem_filter_calls(int threads) {
    errno = ENOSYS;
    return -1;
}

#endif
#endif
