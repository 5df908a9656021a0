#ifndef CSANDBOX_H
#define CSANDBOX_H
// What a process that reads hostile files gives up, and how an open file reaches it (docs/decisions/0034).
#include <stddef.h>
#include <stdint.h>

enum {
  CASE_SANDBOX_LIMITS = 1,       // memory, file size, open files, processes, core files
  CASE_SANDBOX_NO_PRIVILEGE = 2, // no way to gain any again
  CASE_SANDBOX_SYSCALLS = 4,     // all calls but those for memory, time and open files fail with EPERM
};

/// Gives up everything but memory, time and the files that are open. Returns which of the three took effect.
int case_sandbox_enter(uint64_t memory_bytes, uint64_t open_files);
/// Allows another process, which this one started, so many more seconds of processor time, from now. The first time also
/// sets what it may use in all, which nobody can raise: so many seconds beyond these. Returns 0; -1 where it would be
/// more than that; or an errno, ESRCH when the process is gone.
int case_sandbox_allow_seconds(int process, uint64_t seconds, uint64_t spare_seconds);
/// For `doctor`, in the process that is confined: whether it can signal, or limit, another.
int case_sandbox_reaches_others(void);
/// Likewise: whether it can give itself as much processor time as there is.
int case_sandbox_raises_limit(void);
/// Starts `program` under `name` with one argument or two, an empty environment, `connection` as its input and output,
/// nothing else open. Returns its number, or the negative errno.
int case_sandbox_spawn(const char *program, const char *name, const char *first, const char *second, int connection);
/// A pair of connected sockets that no other program inherits. Returns 0, or an errno.
int case_sandbox_pair(int ends[2]);
/// Sends one byte and an open file. Returns 0, or an errno.
int case_sandbox_send_file(int connection, int file);
/// Receives one byte and an open file, which no other program inherits. Returns the file; -1 at the end of the
/// connection; -2 for anything else.
int case_sandbox_receive_file(int connection);
#endif
