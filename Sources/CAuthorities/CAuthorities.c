#include "CAuthorities.h"

// A new file takes two lines here: its bytes and its name. AuthorityFileTests compares with the folder.
static const unsigned char hr8283_ih[] = {
#embed "../../authorities/hr8283-ih.json"
};
static const unsigned char policy[] = {
#embed "../../authorities/policy.json"
};
static const unsigned char us_federal_holidays[] = {
#embed "../../authorities/us-federal-holidays.json"
};

static const case_authority all[] = {
  {"hr8283-ih", hr8283_ih, sizeof hr8283_ih},
  {"policy", policy, sizeof policy},
  {"us-federal-holidays", us_federal_holidays, sizeof us_federal_holidays},
};

size_t case_authority_count(void) { return sizeof all / sizeof *all; }
case_authority case_authority_at(size_t index) { return all[index]; }
