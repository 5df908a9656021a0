// The little of ncurses that the terminal layer needs, and the way out of the terminal.
//
// ncurses itself is seen only by CNcurses.c: its globals and macros do not reach Swift. All functions
// are for the main thread, except cn_wake and cn_width, which any thread may call.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

enum cn_key {
  CN_NONE, CN_IGNORED, CN_CHARACTER, CN_UP, CN_DOWN, CN_LEFT, CN_RIGHT, CN_PAGE_UP, CN_PAGE_DOWN, CN_HOME, CN_END,
  CN_BACKSPACE, CN_DELETE, CN_ENTER, CN_BACK_TAB, CN_PASTE, CN_MOUSE, CN_FUNCTION
};
enum cn_attribute { CN_BOLD = 1, CN_UNDERLINE = 2, CN_REVERSE = 4 };
enum cn_notice { CN_RESIZED = 1, CN_SUSPEND = 2, CN_CONTINUED = 4, CN_WOKEN = 8 };

// Widths
void cn_use_utf8(void);
// Cells of one scalar under C.UTF-8; -1 when it cannot be drawn.
int cn_width(uint32_t scalar);

// Terminal. `label` is named in the line that a fatal signal leaves on stderr.
bool cn_start(const char *label);
void cn_stop(void);
// Gives the terminal back, stops the job as Ctrl-Z would, and returns when it is continued.
void cn_suspend(void);
// Takes the terminal again after a stop; the next cn_flush draws everything.
void cn_resume(void);
void cn_read_size(void);
int cn_columns(void);
int cn_rows(void);
int cn_colours(void);

// Drawing. `colour` is 0...15, or -1 for the terminal's own.
void cn_put(int row, int column, const char *utf8, int attributes, int colour);
void cn_redraw(void);
void cn_flush(int cursor_row, int cursor_column, bool cursor_visible);

// Input. `value` receives the scalar of CN_CHARACTER, or the number of CN_FUNCTION.
enum cn_key cn_read_key(uint32_t *value);
int cn_wake_descriptor(void);
void cn_wake(void);
// Bits of cn_notice since the last call.
unsigned cn_take_notices(void);

#endif
