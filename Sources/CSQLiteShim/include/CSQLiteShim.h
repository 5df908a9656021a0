#ifndef CSQLITESHIM_H
#define CSQLITESHIM_H
// What Swift cannot call in SQLite: sqlite3_db_config is variadic (docs/architecture.md §5).
#include <sqlite3.h>

/// Drops SQLite's own mutex around every call of a connection: GRDB lets one thread at a time use it; and the
/// one around every allocation, which only keeps count. Before the first connection only; returns SQLITE_OK, or SQLITE_MISUSE when it is too late.
int case_sqlite_one_thread_each(void);
/// Sets every hardening switch of a connection. Returns SQLITE_OK or the first error.
int case_sqlite_harden(sqlite3 *db);
/// Reads the switches back. Bit 0: DEFENSIVE on; 1: TRUSTED_SCHEMA off; 2: LOAD_EXTENSION off;
/// 3: DQS_DML off; 4: DQS_DDL off; 5: NO_CKPT_ON_CLOSE on. -1 when a read fails.
int case_sqlite_hardened(sqlite3 *db);
#endif
