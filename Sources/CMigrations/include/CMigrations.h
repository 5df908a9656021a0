#ifndef CMIGRATIONS_H
#define CMIGRATIONS_H
#include <stddef.h>

/// One file of migrations/, embedded. `sql` is not NUL-terminated.
typedef struct {
  const char *name;
  const unsigned char *sql;
  size_t length;
} case_migration;

/// How many there are; they are in the order in which they run.
size_t case_migration_count(void);
case_migration case_migration_at(size_t index);
#endif
