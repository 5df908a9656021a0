#include "CNameTables.h"

// Written by scripts/make_name_tables.py.
static const unsigned char folding[] = {
#embed "../../names/folding.txt"
};
static const unsigned char pinyin[] = {
#embed "../../names/han-pinyin.txt"
};
static const unsigned char simplified[] = {
#embed "../../names/han-simplified.txt"
};
static const unsigned char hangul[] = {
#embed "../../names/hanja-hangul.txt"
};

name_table name_table_folding(void) { return (name_table){folding, sizeof folding}; }
name_table name_table_pinyin(void) { return (name_table){pinyin, sizeof pinyin}; }
name_table name_table_simplified(void) { return (name_table){simplified, sizeof simplified}; }
name_table name_table_hangul(void) { return (name_table){hangul, sizeof hangul}; }
