/* What the templates of answers are given: their names, and the keys they may
 * use. One meaning a key, wherever it stands; src/office/orders says which part has which. */
#include <stddef.h>

#include "report/answer.h"

const char *const answer_names[] = {
    "confirm", "deadlines", "digest", "done", "dossier", "dossiers", "files", "found", "help", "late", "line", "mail", "missing",
    "note", "open", "overview", "queue", "reached", "refused", "second", "selected", "several", "status", "unclear",
    "understood", "unit", "values",
    NULL,
};

const char *const answer_keys[] = {
    /* codes of done.txt, refused.txt and note.txt: which sentence it is */
    "accepted", "accepted_all", "answered_since", "changed_nothing", "changed_since", "classified", "classified_again", "classified_before", "contact",
    "contact_again", "contact_in_plan", "contact_known", "corrects", "counted_elsewhere", "refused_before", "counts_nowhere",
    "cure", "cure_over", "day_ahead", "day_over", "deadline_no_later", "long_behind", "deadline_over", "decided",
    "disowned", "dropped", "duplicate", "enclosed", "ends_before", "extended", "extended_not", "failed", "file", "file_kept",
    "first_stays", "stands_already", "route_already", "vouched_already", "told_already", "going", "still_held", "halted", "halted_before", "handled", "in_state", "incomplete", "itself", "left", "left_alone", "mistake",
    "mistake_unit", "released", "released_from", "newer_stands", "not_run", "next_orders", "secret", "shut", "more", "no_act", "no_document", "version_over", "no_copy", "not_vouched", "unconfirmed",
    "long_before", "no_address", "no_file", "no_longer", "no_mail",
    "no_more", "no_request", "no_right", "no_selection", "nobody_owes", "nobody_to_ask",
    "nobody_to_remind", "not_a_report", "not_counted", "not_done", "not_filed", "not_halted", "not_paused",
    "not_valid_then", "not_waiting", "not_written", "not_yet", "nothing_to_vouch", "now",
    "of_another", "old_order", "order", "ordered_since", "other_mail", "owes_not", "paper", "paused",
    "paused_before", "reminded", "reminded_doubt", "reminded_held", "reminded_not", "reminded_unit", "quota_over", "repeats",
    "requested", "resumed", "returned", "same_code", "sent_too", "token_over", "told", "told_anew", "undone",
    "undone_before", "undone_letters", "unreadable", "vouched", "waived", "withdrawn", "written",
    "wrong_route", "wrong_token",
    "told_sender", "time_refused", "closed", "no_writer", "written_often", "time_granted",
    "time_answered", "no_reason", "counts_already", "not_open", "closed_before", "none_waits",
    "none_waits_now", "no_files", "quarantined", "unit_waits", "skipped", "earlier", "replaced", "hour",
    "dossier_changed", "dossier_chosen", "dossier_chosen_before", "dossier_loose", "dossier_lacks", "dossier_no_document", "dossier_no_kind",
    "dossier_no_part", "dossier_no_route", "dossier_other_unit", "dossier_placed", "dossier_routed", "dossier_stage", "dossier_step",
    "no_dossier", "chat_code", "chat_ended", "chat_none", "chat_linked_not", "sent_upward", "no_above", "too_large", "upward_outdated", "of_data", "of_server", "below",
    /* facts */
    "assessor", "candidate", "changes", "counts", "decider", "decision", "dossier", "listed", "mark", "parts", "seen", "stage", "wanting",
    "open",
    "is_review", "is_quarantine", "plain", "is_unread", "is_question", "is_time", "is_whose", "is_examination", "is_failed",
    "is_bounced", "is_upward", "sequence", "who", "since", "days", "rounds", "cells", "several",
    "about", "act", "adds", "address", "alone", "aside", "bad", "before", "bounced", "by", "came", "cause",
    "channel", "choices", "code", "codes", "complete", "count", "coverage", "day", "days_left",
    "deadline", "evidence", "expected", "filed", "files", "findings", "from", "good", "guessed",
    "has_evidence", "has_files", "has_history", "has_holds",
    "has_orders", "held", "help", "hidden", "history", "holds", "last", "last_day",
    "last_reminder", "late", "letter", "line", "lost", "maybe", "missing", "more_evidence", "most", "n",
    "name", "names", "number", "officer", "on_time", "orders", "other", "others", "outcome",
    "over", "owed", "own_deadline", "part", "period", "place", "proven", "provisional", "quota", "queued", "read_at",
    "reason", "received", "rejected", "reminders", "reply", "report", "rested", "role", "rows",
    "second", "sender", "size", "state", "subject", "successor", "text", "theirs", "those", "title", "to", "token", "too",
    "unclear", "unconfirmed", "understood", "unfinished", "unit", "unknown", "unread",
    "unread_since", "until", "usage", "version", "versions", "waiting", "waits", "weekday",
    "when", "words", "writes", "year",
    NULL,
};
