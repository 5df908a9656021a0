#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// At most `value`; what is limited to less already stays so.
static int limit(int which, uint64_t value) {
  struct rlimit both;
  if (getrlimit(which, &both) != 0) return -1;
  if (both.rlim_max > value) both.rlim_max = value;
  both.rlim_cur = both.rlim_max;
  return setrlimit(which, &both);
}

#if defined(__x86_64__)
#define CASE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CASE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef CASE_ARCHITECTURE
#define ALLOW(call) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

// One half of an argument of a call; both architectures put the low one first.
#define LOAD_LOW(argument) \
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + (argument) * sizeof(uint64_t))
#define LOAD_HIGH(argument) \
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
           offsetof(struct seccomp_data, args) + (argument) * sizeof(uint64_t) + sizeof(uint32_t))

static int restrict_calls(void) {
  const uint32_t own = (uint32_t)getpid();
  struct sock_filter program[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CASE_ARCHITECTURE, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
    // Numbers of the x32 form begin here: they would pass by other names.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
#endif
    // Files that are open.
    ALLOW(read), ALLOW(write), ALLOW(pread64), ALLOW(readv), ALLOW(writev), ALLOW(lseek), ALLOW(fstat),
    ALLOW(newfstatat), ALLOW(close), ALLOW(recvmsg), ALLOW(sendto), ALLOW(ppoll), ALLOW(fcntl),
#ifdef SYS_poll
    ALLOW(poll),
#endif
    // Memory.
    ALLOW(mmap), ALLOW(munmap), ALLOW(mprotect), ALLOW(mremap), ALLOW(madvise), ALLOW(brk),
    // Time, chance, and this process itself.
    ALLOW(futex), ALLOW(clock_gettime), ALLOW(clock_nanosleep), ALLOW(nanosleep), ALLOW(sched_yield),
    ALLOW(getrandom), ALLOW(getpid), ALLOW(gettid), ALLOW(rt_sigaction), ALLOW(rt_sigprocmask),
    ALLOW(rt_sigreturn), ALLOW(sigaltstack), ALLOW(restart_syscall), ALLOW(getrusage), ALLOW(exit),
    ALLOW(exit_group),
#ifdef SYS_getrlimit
    ALLOW(getrlimit),
#endif
    // To end this process, as `abort` does, and no other.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 6),
    LOAD_HIGH(0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2),
    LOAD_LOW(0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, own, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    // To read the limits of this process: none is set, and none of another is read.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 11),
    LOAD_HIGH(0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 7),
    LOAD_LOW(0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, own, 0, 4),
    LOAD_HIGH(2),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2),
    LOAD_LOW(2),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_fprog filter = {sizeof program / sizeof *program, program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}
#else
static int restrict_calls(void) { return -1; }
#endif

int case_sandbox_enter(uint64_t memory_bytes, uint64_t open_files) {
  int done = 0;
  if (limit(RLIMIT_AS, memory_bytes) == 0 && limit(RLIMIT_NOFILE, open_files) == 0 && limit(RLIMIT_FSIZE, 0) == 0 &&
      limit(RLIMIT_NPROC, 0) == 0 && limit(RLIMIT_CORE, 0) == 0)
    done |= CASE_SANDBOX_LIMITS;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0) {
    done |= CASE_SANDBOX_NO_PRIVILEGE;
    if (restrict_calls() == 0) done |= CASE_SANDBOX_SYSCALLS;
  }
  return done;
}

int case_sandbox_allow_seconds(int process, uint64_t seconds, uint64_t spare_seconds) {
  clockid_t clock;
  struct timespec used;
  struct rlimit own, both;
  int code = clock_getcpuclockid(process, &clock);
  if (code != 0) return code;
  if (clock_gettime(clock, &used) != 0 || getrlimit(RLIMIT_CPU, &own) != 0 ||
      prlimit(process, RLIMIT_CPU, NULL, &both) != 0)
    return errno;
  const rlim_t needed = (rlim_t)used.tv_sec + 1 + seconds;
  if (both.rlim_max == own.rlim_max) {
    // As it was started. The hard limit can be lowered and never raised: here, once.
    if (both.rlim_max > needed + spare_seconds) both.rlim_max = needed + spare_seconds;
  } else if (needed > both.rlim_max) {
    return -1;
  }
  both.rlim_cur = needed < both.rlim_max ? needed : both.rlim_max;
  return prlimit(process, RLIMIT_CPU, &both, NULL) == 0 ? 0 : errno;
}

int case_sandbox_reaches_others(void) {
  // There is no such process: a call that is let through says so, and one that is not says EPERM.
  if (tgkill(INT_MAX, INT_MAX, 0) == 0 || errno != EPERM) return 1;
  return prlimit(INT_MAX, RLIMIT_CPU, NULL, NULL) == 0 || errno != EPERM;
}

int case_sandbox_raises_limit(void) {
  struct rlimit both;
  if (getrlimit(RLIMIT_CPU, &both) != 0) return 1;
  both.rlim_cur = both.rlim_max;
  return setrlimit(RLIMIT_CPU, &both) == 0;
}

int case_sandbox_spawn(const char *program, const char *name, const char *first, const char *second, int connection) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // Signals that the terminal sends to all of its programs are the parent's to answer.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  int failed = posix_spawn_file_actions_adddup2(&actions, connection, 0);
  if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, connection, 1);
  if (!failed) failed = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  if (!failed) failed = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  pid_t child = 0;
  char *const environment[] = {NULL};
  char *const arguments[] = {(char *)name, (char *)first, (char *)second, NULL};
  if (!failed) failed = posix_spawn(&child, program, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return failed ? -failed : child;
}

int case_sandbox_pair(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
}

int case_sandbox_send_file(int connection, int file) {
  char byte = 'f';
  struct iovec piece = {&byte, 1};
  union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } control;
  struct msghdr message = {
    .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(header), &file, sizeof file);
  ssize_t sent;
  do sent = sendmsg(connection, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == 1 ? 0 : errno;
}

int case_sandbox_receive_file(int connection) {
  char byte;
  struct iovec piece = {&byte, 1};
  union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } control;
  struct msghdr message = {
    .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  ssize_t got;
  do got = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  if (got == 0) return -1;
  struct cmsghdr *header = got == 1 ? CMSG_FIRSTHDR(&message) : NULL;
  if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS ||
      header->cmsg_len != CMSG_LEN(sizeof(int)))
    return -2;
  int file;
  memcpy(&file, CMSG_DATA(header), sizeof file);
  return file;
}
