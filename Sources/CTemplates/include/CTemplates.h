#ifndef CTEMPLATES_H
#define CTEMPLATES_H
#include <stddef.h>

/// One file of templates/, embedded. `text` is not NUL-terminated.
typedef struct {
  const char *name;
  const unsigned char *text;
  size_t length;
} case_template;

/// How many there are; they are in the order of their names.
size_t case_template_count(void);
case_template case_template_at(size_t index);
#endif
