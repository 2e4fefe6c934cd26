/* The offices above and below: where whole reports go, and whose come. */
#include "above.h"

#include <string.h>

#include "base/mem.h"
#include "model/settings.h"

#define SETTINGS(M) offsetof(struct settings, M)
#define KEY_HELP(WITH) \
    "File with a key in one line, the same at both offices, that others cannot read; or \"credential:NAME\". " WITH
static const struct option above_rows[] = {
    { "address", OPTION_ADDRESS, SETTINGS(above.address), .help = "The mailbox that reports go to. Without it the order that sends one is refused." },
    { "unit", OPTION_CODE, SETTINGS(above.unit), .help = "The code that this office has as a unit of that office's plan." },
    { "plan", OPTION_CODE, SETTINGS(above.plan), .help = "The code of that office's plan; a report for another plan is not taken in there." },
    { "key_file", OPTION_SECRET, SETTINGS(above.key_file),
      .help = KEY_HELP("Reports are signed with it. Without one the office above trusts what its own mail server says of the sender.") },
};

static void
check_above(struct options_run *run, const struct config_setting_t *setting, void *object)
{
    const struct settings *s = object;

    if (s->above.address != NULL && s->above.unit == NULL)
        options_problem(run, setting, "unit", "is missing beside address");
    if (s->above.address != NULL && s->office.address != NULL &&
        strcmp(s->above.address, s->office.address) == 0)
        options_problem(run, setting, "address", "is the office's own mailbox");
}

const struct options above_options = {
    "above", above_rows, ARRAY_LEN(above_rows), 0, check_above,
    "The office that an officer's order sends consolidated reports to, with a workbook for people and one JSON file for its docketd." };

static const struct option below_rows[] = {
    { "unit", OPTION_CODE, offsetof(struct below_office, unit), .required = true, .help = "The unit's code in the plan." },
    { "key_file", OPTION_SECRET, offsetof(struct below_office, key_file), .required = true,
      .help = KEY_HELP("A report that is signed with it is the unit's whatever way it came; one that names the unit and is not goes to review.") },
};
const struct options below_options = {
    "below", below_rows, ARRAY_LEN(below_rows), sizeof(struct below_office), NULL,
    "A list of units that send whole reports by their own docketd and share a key with this office. Others are trusted by "
    "their registered address and what the mail server says of it." };
