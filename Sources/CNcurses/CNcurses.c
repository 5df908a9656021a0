#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// ---- Widths

void cn_use_utf8(void) {
  if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "");
}

int cn_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// ---- The way out. Everything down to `end_by_signal` may run inside a signal handler on any thread, so it
// uses write, tcsetattr, poll and atomics alone.

static struct termios before;  // as the shell left it
static atomic_bool entered;    // true from the first change to the terminal until it was given back
static char label[96];

// Synchronized output, scroll region, attributes, mouse, focus and paste off, cursor shown. ncurses turns
// most of these on never; a child or a half-written sequence may have.
static const char modes_off[] =
    "\033[?2026l\033[r\033[0m\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?1004l\033[?2004l\033[?25h";
// The cursor goes to the bottom first, for terminals without an alternate screen.
static const char screen_off[] = "\033[999;1H\033[?1049l";
static const char paste_on[] = "\033[?2004h";

static void say(int descriptor, const char *text, size_t length) {
  // A terminal that takes nothing (Ctrl-S, a dead link) must not keep the process from dying.
  struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
  if (poll(&ready, 1, 200) <= 0) return;
  while (length > 0) {
    ssize_t written = write(descriptor, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

// From the background tcsetattr would stop the process.
static void give_back_termios(void) {
  struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
  sigaction(SIGTTOU, &ignore, &old);
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
  sigaction(SIGTTOU, &old, NULL);
}

static bool restore(void) {
  if (!atomic_exchange(&entered, false)) return false;
  say(STDOUT_FILENO, modes_off, sizeof modes_off - 1);
  say(STDOUT_FILENO, screen_off, sizeof screen_off - 1);
  give_back_termios();
  return true;
}

static void restore_at_exit(void) { restore(); }

static const struct { int number; const char *name; } fatal[] = {
    {SIGINT, "INT"}, {SIGTERM, "TERM"}, {SIGHUP, "HUP"}, {SIGQUIT, "QUIT"}, {SIGSEGV, "SEGV"}, {SIGBUS, "BUS"},
    {SIGILL, "ILL"}, {SIGTRAP, "TRAP"}, {SIGABRT, "ABRT"}, {SIGFPE, "FPE"}, {SIGSYS, "SYS"}, {SIGXCPU, "XCPU"}};
enum { fatal_count = sizeof fatal / sizeof *fatal };

static void end_by_signal(int number) {
  if (restore()) {
    const char *name = "?";
    for (int i = 0; i < fatal_count; i++)
      if (fatal[i].number == number) name = fatal[i].name;
    say(STDERR_FILENO, label, strlen(label));
    say(STDERR_FILENO, ": ended by signal ", 18);
    say(STDERR_FILENO, name, strlen(name));
    say(STDERR_FILENO, "; the terminal was restored\n", 28);
  } else {
    poll(NULL, 0, 100);  // another thread is restoring: let it finish
  }
  signal(number, SIG_DFL);
  raise(number);
}

// ---- Notices: what a handler or another thread tells the event loop

static int wake_pipe[2] = {-1, -1};
static atomic_uint notices;

static void notify(unsigned bit) {
  int old = errno;
  atomic_fetch_or(&notices, bit);
  // A full pipe is as good as one more byte: the loop is awake.
  if (write(wake_pipe[1], "", 1) < 0) errno = old;
}

void cn_wake(void) { notify(CN_WOKEN); }
int cn_wake_descriptor(void) { return wake_pipe[0]; }

unsigned cn_take_notices(void) {
  char sink[64];
  while (read(wake_pipe[0], sink, sizeof sink) > 0) {
  }
  return atomic_exchange(&notices, 0);
}

static void on_notice(int number) {
  notify(number == SIGWINCH ? CN_RESIZED : number == SIGTSTP ? CN_SUSPEND : CN_CONTINUED);
}

// ---- Handlers in and out

static const int noticed[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum { noticed_count = sizeof noticed / sizeof *noticed };
static struct sigaction old_fatal[fatal_count], old_noticed[noticed_count];

static void install_handlers(void) {
  static char stack[64 * 1024];  // a stack overflow leaves no other room
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
  struct sigaction ending = {.sa_handler = end_by_signal, .sa_flags = SA_ONSTACK | SA_NODEFER};
  for (int i = 0; i < fatal_count; i++) {
    sigaction(fatal[i].number, &ending, &old_fatal[i]);
    // Who started us under nohup wants us to live.
    if (old_fatal[i].sa_handler == SIG_IGN) sigaction(fatal[i].number, &old_fatal[i], NULL);
  }
  struct sigaction noting = {.sa_handler = on_notice, .sa_flags = SA_ONSTACK | SA_RESTART};
  for (int i = 0; i < noticed_count; i++) sigaction(noticed[i], &noting, &old_noticed[i]);
}

static void remove_handlers(void) {
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i].number, &old_fatal[i], NULL);
  for (int i = 0; i < noticed_count; i++) sigaction(noticed[i], &old_noticed[i], NULL);
}

// ---- Terminal

enum { key_paste = KEY_MAX + 1 };

// The start of a paste, and what terminals send that ignore the application mode terminfo counts on.
static const struct { const char *sequence; int key; } further_keys[] = {
    {"\033[200~", key_paste}, {"\033[A", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
    {"\033[H", KEY_HOME}, {"\033[F", KEY_END}, {"\033[1~", KEY_HOME}, {"\033[4~", KEY_END}, {"\033[Z", KEY_BTAB}};

__attribute__((constructor)) static void open_wake_pipe(void) {
  // Before any thread can call cn_wake.
  if (pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) != 0) wake_pipe[0] = wake_pipe[1] = -1;
}

bool cn_start(const char *name) {
  static bool exits;
  static SCREEN *screen;
  if (tcgetattr(STDIN_FILENO, &before) != 0) return false;
  strncpy(label, name, sizeof label - 1);
  if (!screen && !(screen = newterm(NULL, stdout, stdin))) return false;
  if (!exits) exits = atexit(restore_at_exit) == 0;
  install_handlers();  // after newterm, which installs its own
  atomic_store(&entered, true);
  raw();
  noecho();
  nonl();
  keypad(stdscr, true);
  nodelay(stdscr, true);
  set_escdelay(25);
  if (has_colors()) {
    start_color();
    use_default_colors();
    for (short i = 0; i < 16 && i < COLORS; i++) init_pair((short)(i + 1), i, -1);
  }
  for (size_t i = 0; i < sizeof further_keys / sizeof *further_keys; i++)
    define_key(further_keys[i].sequence, further_keys[i].key);
  say(STDOUT_FILENO, paste_on, sizeof paste_on - 1);
  return true;
}

static void leave(void) {
  if (!atomic_exchange(&entered, false)) return;
  say(STDOUT_FILENO, modes_off, sizeof modes_off - 1);
  endwin();  // after the modes: resetting the scroll region moves the cursor
  give_back_termios();
}

void cn_stop(void) {
  leave();
  remove_handlers();
}

void cn_resume(void) {
  // Stopped from outside, without `leave`: ncurses must learn that its screen is gone.
  if (atomic_exchange(&entered, true)) endwin();
  say(STDOUT_FILENO, paste_on, sizeof paste_on - 1);
  cn_read_size();
  clearok(curscr, true);
}

void cn_suspend(void) {
  leave();
  // TSTP and not STOP: the kernel discards it where no shell could continue the job (`ssh -t host casetui`).
  struct sigaction stop = {.sa_handler = SIG_DFL}, old;
  sigaction(SIGTSTP, &stop, &old);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &old, NULL);
  atomic_fetch_and(&notices, ~(unsigned)CN_CONTINUED);  // this is it
  cn_resume();
}

void cn_read_size(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resizeterm(size.ws_row, size.ws_col);
}

int cn_columns(void) { return COLS; }
int cn_rows(void) { return LINES; }
int cn_colours(void) { return has_colors() ? COLORS : 0; }

// ---- Drawing

void cn_put(int row, int column, const char *utf8, int attributes, int colour) {
  attr_t attribute = (attributes & CN_BOLD ? A_BOLD : 0) | (attributes & CN_UNDERLINE ? A_UNDERLINE : 0) |
                     (attributes & CN_REVERSE ? A_REVERSE : 0);
  attr_set(attribute, (short)(colour < 0 ? 0 : colour + 1), NULL);
  mvaddstr(row, column, utf8);
}

void cn_redraw(void) { clearok(curscr, true); }

void cn_flush(int cursor_row, int cursor_column, bool cursor_visible) {
  curs_set(cursor_visible);
  move(cursor_row, cursor_column);
  refresh();
}

// ---- Input

enum cn_key cn_read_key(uint32_t *value) {
  wint_t key = 0;
  int kind = get_wch(&key);
  *value = (uint32_t)key;
  if (kind == ERR) return CN_NONE;
  if (kind == OK) return CN_CHARACTER;
  if (key > KEY_F0 && key <= KEY_F(12)) {
    *value = (uint32_t)(key - KEY_F0);
    return CN_FUNCTION;
  }
  switch (key) {
    case KEY_UP: return CN_UP;
    case KEY_DOWN: return CN_DOWN;
    case KEY_LEFT: return CN_LEFT;
    case KEY_RIGHT: return CN_RIGHT;
    case KEY_PPAGE: return CN_PAGE_UP;
    case KEY_NPAGE: return CN_PAGE_DOWN;
    case KEY_HOME: return CN_HOME;
    case KEY_END: return CN_END;
    case KEY_BACKSPACE: return CN_BACKSPACE;
    case KEY_DC: return CN_DELETE;
    case KEY_ENTER: return CN_ENTER;
    case KEY_BTAB: return CN_BACK_TAB;
    case KEY_MOUSE: return CN_MOUSE;
    case key_paste: return CN_PASTE;
    default: return CN_IGNORED;
  }
}
