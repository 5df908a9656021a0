#include "CMigrations.h"

// A new file takes two lines here: its bytes and its name. MigrationTests compares with the folder.
static const unsigned char store_0001_journal[] = {
#embed "../../migrations/store_0001_journal.sql"
};
static const unsigned char store_0002_state[] = {
#embed "../../migrations/store_0002_state.sql"
};
static const unsigned char store_0003_cases[] = {
#embed "../../migrations/store_0003_cases.sql"
};
static const unsigned char store_0004_search[] = {
#embed "../../migrations/store_0004_search.sql"
};
static const unsigned char store_0005_procedure[] = {
#embed "../../migrations/store_0005_procedure.sql"
};
static const unsigned char store_0006_stated[] = {
#embed "../../migrations/store_0006_stated.sql"
};
static const unsigned char store_0007_screening[] = {
#embed "../../migrations/store_0007_screening.sql"
};
static const unsigned char store_0008_unfinished[] = {
#embed "../../migrations/store_0008_unfinished.sql"
};
static const unsigned char store_0009_revoked[] = {
#embed "../../migrations/store_0009_revoked.sql"
};
static const unsigned char store_0010_parts[] = {
#embed "../../migrations/store_0010_parts.sql"
};
static const unsigned char store_0011_restated[] = {
#embed "../../migrations/store_0011_restated.sql"
};
static const unsigned char store_0012_times[] = {
#embed "../../migrations/store_0012_times.sql"
};
static const unsigned char store_0013_takenback[] = {
#embed "../../migrations/store_0013_takenback.sql"
};
static const unsigned char store_0014_rows[] = {
#embed "../../migrations/store_0014_rows.sql"
};
static const unsigned char store_0015_names[] = {
#embed "../../migrations/store_0015_names.sql"
};
static const unsigned char store_0016_spellings[] = {
#embed "../../migrations/store_0016_spellings.sql"
};
static const unsigned char store_0017_places[] = {
#embed "../../migrations/store_0017_places.sql"
};
static const unsigned char store_0018_scripts[] = {
#embed "../../migrations/store_0018_scripts.sql"
};
static const unsigned char store_0019_standing[] = {
#embed "../../migrations/store_0019_standing.sql"
};
static const unsigned char store_0020_bothscripts[] = {
#embed "../../migrations/store_0020_bothscripts.sql"
};

static const case_migration all[] = {
  {"store_0001_journal", store_0001_journal, sizeof store_0001_journal},
  {"store_0002_state", store_0002_state, sizeof store_0002_state},
  {"store_0003_cases", store_0003_cases, sizeof store_0003_cases},
  {"store_0004_search", store_0004_search, sizeof store_0004_search},
  {"store_0005_procedure", store_0005_procedure, sizeof store_0005_procedure},
  {"store_0006_stated", store_0006_stated, sizeof store_0006_stated},
  {"store_0007_screening", store_0007_screening, sizeof store_0007_screening},
  {"store_0008_unfinished", store_0008_unfinished, sizeof store_0008_unfinished},
  {"store_0009_revoked", store_0009_revoked, sizeof store_0009_revoked},
  {"store_0010_parts", store_0010_parts, sizeof store_0010_parts},
  {"store_0011_restated", store_0011_restated, sizeof store_0011_restated},
  {"store_0012_times", store_0012_times, sizeof store_0012_times},
  {"store_0013_takenback", store_0013_takenback, sizeof store_0013_takenback},
  {"store_0014_rows", store_0014_rows, sizeof store_0014_rows},
  {"store_0015_names", store_0015_names, sizeof store_0015_names},
  {"store_0016_spellings", store_0016_spellings, sizeof store_0016_spellings},
  {"store_0017_places", store_0017_places, sizeof store_0017_places},
  {"store_0018_scripts", store_0018_scripts, sizeof store_0018_scripts},
  {"store_0019_standing", store_0019_standing, sizeof store_0019_standing},
  {"store_0020_bothscripts", store_0020_bothscripts, sizeof store_0020_bothscripts},
};

size_t case_migration_count(void) { return sizeof all / sizeof *all; }
case_migration case_migration_at(size_t index) { return all[index]; }
