#ifndef CNAMETABLES_H
#define CNAMETABLES_H
#include <stddef.h>

/// One file of names/, embedded: UTF-8, one `result<space>characters` a line. Not NUL-terminated.
typedef struct {
  const unsigned char *text;
  size_t length;
} name_table;

name_table name_table_folding(void);
name_table name_table_pinyin(void);
name_table name_table_simplified(void);
name_table name_table_hangul(void);
#endif
