/* The orders by their English names: what an English office reads, and may send back as it stands. */
#include "core/command/command.h"

const struct command_english command_english[VERBS] = {
    [VERB_STATUS] = { "STATUS", "STATUS [report] [period]" },
    [VERB_MISSING] = { "MISSING", "MISSING [report] [period]" },
    [VERB_LATE] = { "LATE", "LATE [report] [period]" },
    [VERB_UNIT] = { "UNIT", "UNIT <name> [report] [year]" },
    [VERB_CODE] = { "SHOW", "SHOW <code>" },
    [VERB_SEARCH] = { "SEARCH", "SEARCH <words>" },
    [VERB_QUEUE] = { "QUEUE", "QUEUE" },
    [VERB_OPEN] = { "TODO", "TODO" },
    [VERB_DEADLINES] = { "DEADLINES", "DEADLINES [year]" },
    [VERB_SELECTED] = { "SELECTED", "SELECTED [year]" },
    [VERB_REGISTER] = { "REGISTER", "REGISTER [from dd/mm/yyyy] [to dd/mm/yyyy]" },
    [VERB_CONSOLIDATE] = { "CONSOLIDATE", "CONSOLIDATE <report> <period>" },
    [VERB_UPWARD] = { "SEND UPWARD", "SEND UPWARD <report> <period>" },
    [VERB_CLASSIFY] = { "CLASSIFY", "CLASSIFY <code> <unit> <report> <period>" },
    [VERB_ACCEPT] = { "ACCEPT", "ACCEPT <code>" },
    [VERB_ACCEPT_ALL] = { "ACCEPT ALL", "ACCEPT ALL <report> <period>" },
    [VERB_INCOMPLETE] = { "INCOMPLETE", "INCOMPLETE <code>: <what is missing> [by dd/mm]" },
    [VERB_RETURN] = { "RETURN", "RETURN <code>: <reason> [by dd/mm]" },
    [VERB_PAPER] = { "RECORD", "RECORD <unit> <report> <period> on dd/mm/yyyy by <paper, by hand, post> [number ...]" },
    [VERB_EXTEND] = { "EXTEND", "EXTEND <unit, or code of the mail that asks> <report> <period> until dd/mm/yyyy [HH:MM]: <reason>" },
    [VERB_WAIVE] = { "WAIVE", "WAIVE <unit> <report> <period>: <reason>" },
    [VERB_REMIND] = { "REMIND", "REMIND <unit or ALL> <report> <period>" },
    [VERB_REQUEST] = { "REQUEST", "REQUEST \"<name>\" by dd/mm/yyyy HH:MM for <unit, ... or ALL>" },
    [VERB_PAUSE] = { "PAUSE", "PAUSE [unit]" },
    [VERB_RESUME] = { "RESUME", "RESUME [unit]" },
    [VERB_HALT] = { "HALT SENDING", "HALT SENDING" },
    [VERB_GO] = { "RESUME SENDING", "RESUME SENDING" },
    [VERB_CONTACT] = { "CONTACT", "CONTACT <unit> <address>" },
    [VERB_DUPLICATE] = { "DUPLICATE", "DUPLICATE <code> of <code>" },
    [VERB_WRONG_ROUTE] = { "WRONG ROUTE", "WRONG ROUTE <code> [unit it should go through]" },
    [VERB_VOUCH] = { "VOUCH", "VOUCH <code>" },
    [VERB_REJECT] = { "DENY", "DENY <code>[: <reason>]" },
    [VERB_TELL] = { "REPLY", "REPLY <code>: <words>" },
    [VERB_CLOSE] = { "CLOSE", "CLOSE <code>" },
    [VERB_FILES] = { "FILES", "FILES <code>" },
    [VERB_VALUES] = { "FIGURES", "FIGURES <code>" },
    [VERB_DOSSIER] = { "DOSSIER", "DOSSIER [code of a dossier | year]" },
    [VERB_APPRAISE] = { "APPRAISE", "APPRAISE <code of a dossier> <mark>" },
    [VERB_RECOGNISE] = { "RECOGNISE", "RECOGNISE <code of a dossier> <mark> number <of the decision> on dd/mm/yyyy" },
    [VERB_NOT_RECOGNISE] = { "NOT RECOGNISE", "NOT RECOGNISE <code of a dossier> <mark>: <reason>" },
    [VERB_DEFER] = { "DEFER", "DEFER <code of a dossier> <mark> until dd/mm/yyyy: <reason>" },
    [VERB_COMMEND] = { "COMMEND", "COMMEND <code of a dossier> <mark> number <of the decision> on dd/mm/yyyy" },
    [VERB_LACK] = { "PART INVALID", "PART INVALID <code of a dossier> <number of the part>: <what is wrong> [by dd/mm]" },
    [VERB_PLACE] = { "PLACE", "PLACE <code of a mail> in <code of a dossier> [number of a part, ...]" },
    [VERB_REOPEN] = { "REOPEN", "REOPEN <code of a dossier>: <reason>" },
    [VERB_DROP] = { "DROP", "DROP <code of a dossier>: <reason>" },
    [VERB_ROUTE] = { "ROUTE", "ROUTE <code of a dossier>: <who assesses> -> <who decides>" },
    [VERB_SELECT] = { "SELECT", "SELECT <unit> year <year> \"<name of the candidate>\": <kind>, <level>[, <place>]" },
    [VERB_LINK] = { "LINK CHAT", "LINK CHAT" },
    [VERB_UNLINK] = { "UNLINK CHAT", "UNLINK CHAT" },
    [VERB_UNDO] = { "UNDO", "UNDO <code of the order>" },
    [VERB_CONFIRM] = { "CONFIRM", "CONFIRM <code of the confirmation>" },
    [VERB_HELP] = { "HELP", "HELP" },
};

const char *
command_name(const struct command *c)
{
    return c->english ? command_english[c->rule->verb].name : c->rule->name;
}

const char *
command_usage(const struct command_rule *r, bool english)
{
    return english ? command_english[r->verb].usage : r->usage;
}
