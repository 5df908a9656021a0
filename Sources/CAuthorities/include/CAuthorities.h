#ifndef CAUTHORITIES_H
#define CAUTHORITIES_H
#include <stddef.h>

/// One file of authorities/, embedded. `json` is not NUL-terminated.
typedef struct {
  const char *name;
  const unsigned char *json;
  size_t length;
} case_authority;

/// How many there are; they are in the order of their names.
size_t case_authority_count(void);
case_authority case_authority_at(size_t index);
#endif
