// What a program does when it is asked to end: signal(7) lets a handler do little more than write(2), so it
// hands the number of the signal over to a thread that waits for it.

#ifndef CSYSTEM_INTERRUPT_H
#define CSYSTEM_INTERRUPT_H

#include <errno.h>
#include <signal.h>
#include <unistd.h>

int pipe2(int ends[2], int flags);

static int csystem_interrupt_pipe = -1;

static void csystem_pass_on(int number) {
    int error = errno;
    unsigned char byte = (unsigned char)number;
    // Nobody could be told that it failed; the pipe has room for thousands.
    ssize_t written = write(csystem_interrupt_pipe, &byte, 1);
    (void)written;
    errno = error;
}

// sigaction(2): writes to the pipe the number of a signal that would end the process. One that somebody
// takes or ignores stays as it is.
static inline void csystem_watch(int number, int pipe) {
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0 || action.sa_handler != SIG_DFL) return;
    csystem_interrupt_pipe = pipe;
    action.sa_handler = csystem_pass_on;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, NULL);
}

// Ends the process by a signal, as if nobody had watched for it.
static inline void csystem_end_by(int number) {
    signal(number, SIG_DFL);
    kill(getpid(), number);
}

#endif
