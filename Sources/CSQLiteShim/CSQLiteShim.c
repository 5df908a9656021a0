#include "CSQLiteShim.h"

static const struct { int option, wanted; } switches[] = {
  {SQLITE_DBCONFIG_DEFENSIVE, 1},          {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
  {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, {SQLITE_DBCONFIG_DQS_DML, 0},
  {SQLITE_DBCONFIG_DQS_DDL, 0},            {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
};

int case_sqlite_one_thread_each(void) {
  int result = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  return result != SQLITE_OK ? result : sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int case_sqlite_harden(sqlite3 *db) {
  for (unsigned i = 0; i < sizeof switches / sizeof *switches; i++) {
    int result = sqlite3_db_config(db, switches[i].option, switches[i].wanted, (int *)0);
    if (result != SQLITE_OK) return result;
  }
  return SQLITE_OK;
}

int case_sqlite_hardened(sqlite3 *db) {
  int bits = 0;
  for (unsigned i = 0; i < sizeof switches / sizeof *switches; i++) {
    int now = -1;
    if (sqlite3_db_config(db, switches[i].option, -1, &now) != SQLITE_OK) return -1;
    if (now == switches[i].wanted) bits |= 1 << i;
  }
  return bits;
}
