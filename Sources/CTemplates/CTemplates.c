#include "CTemplates.h"

// A new file takes two lines here: its bytes and its name. TemplateFolderTests compares with the folder.
static const unsigned char assessment[] = {
#embed "../../templates/assessment.mustache"
};
static const unsigned char ballot_letter[] = {
#embed "../../templates/ballot_letter.mustache"
};
static const unsigned char concurrence_letter[] = {
#embed "../../templates/concurrence_letter.mustache"
};
static const unsigned char congressional_report[] = {
#embed "../../templates/congressional_report.mustache"
};
static const unsigned char evidentiary_memorandum[] = {
#embed "../../templates/evidentiary_memorandum.mustache"
};
static const unsigned char federal_register_notice[] = {
#embed "../../templates/federal_register_notice.mustache"
};
static const unsigned char guidance[] = {
#embed "../../templates/guidance.mustache"
};
static const unsigned char intake_form[] = {
#embed "../../templates/intake_form.mustache"
};
static const unsigned char layout[] = {
#embed "../../templates/layout.mustache"
};
static const unsigned char legal_memorandum[] = {
#embed "../../templates/legal_memorandum.mustache"
};
static const unsigned char option_memorandum[] = {
#embed "../../templates/option_memorandum.mustache"
};
static const unsigned char petition_acknowledgement[] = {
#embed "../../templates/petition_acknowledgement.mustache"
};
static const unsigned char petition_decision[] = {
#embed "../../templates/petition_decision.mustache"
};
static const unsigned char press_text[] = {
#embed "../../templates/press_text.mustache"
};
static const unsigned char triage_note[] = {
#embed "../../templates/triage_note.mustache"
};

static const case_template all[] = {
  {"assessment", assessment, sizeof assessment},
  {"ballot_letter", ballot_letter, sizeof ballot_letter},
  {"concurrence_letter", concurrence_letter, sizeof concurrence_letter},
  {"congressional_report", congressional_report, sizeof congressional_report},
  {"evidentiary_memorandum", evidentiary_memorandum, sizeof evidentiary_memorandum},
  {"federal_register_notice", federal_register_notice, sizeof federal_register_notice},
  {"guidance", guidance, sizeof guidance},
  {"intake_form", intake_form, sizeof intake_form},
  {"layout", layout, sizeof layout},
  {"legal_memorandum", legal_memorandum, sizeof legal_memorandum},
  {"option_memorandum", option_memorandum, sizeof option_memorandum},
  {"petition_acknowledgement", petition_acknowledgement, sizeof petition_acknowledgement},
  {"petition_decision", petition_decision, sizeof petition_decision},
  {"press_text", press_text, sizeof press_text},
  {"triage_note", triage_note, sizeof triage_note},
};

size_t case_template_count(void) { return sizeof all / sizeof *all; }
case_template case_template_at(size_t index) { return all[index]; }
