/* The keys letters may use and the letters every language has; what they mean
 * is written in core/letter/context.h. */
#include "base/mem.h"
#include "core/letter/context.h"

const char *const letter_context_keys[] = {
    "lang", "tag", "office", "office.name", "office.address", "office.contact", "office.phone", "plan", "now", "today",
    "code", "received", "received_day", "mail_subject", "sender", "unclear", "doubt", "asks_line", "draft", "ended", "linked", "sealed", "answered", "sample_unit", "sample_report", "sample_period", "candidates",
    "has_candidates", "more_evidence", "evidence", "nfiles", "files_known", "ndocuments", "has_files", "more_files", "files", "files.name",
    "files.size", "files.sha256", "files.note",
    "unit", "unit_full", "nitems", "several",
    "items", "items.number", "items.report", "items.report_inline", "items.period", "items.before", "items.deadline",
    "items.deadline_weekday", "items.deadline_short", "items.result", "items.result_caps", "items.late", "items.on_request",
    "items.uncounted", "items.elsewhere", "items.first_day", "items.earlier", "items.version", "items.again", "items.replaces", "items.added", "items.kept", "items.older",
    "report", "report_inline", "period", "before", "deadline", "deadline_weekday", "deadline_short", "result",
    "result_caps", "late", "on_request", "uncounted", "elsewhere", "first_day", "earlier", "version", "again", "replaces", "added", "kept", "older",
    "has_findings", "more_findings", "findings", "findings.place", "findings.text", "findings.report",
    "has_warnings", "more_warnings", "warnings", "warnings.place", "warnings.text", "warnings.report",
    "cure", "new_deadline", "now_is", "told", "holds", "returned",
    "before_hour", "nothing_in", "time_code", "time_at", "days_left", "working_days_left", "days_overdue", "overdue", "stage_first", "stage_urgent", "stage_final",
    "weekend", "weekend.day", "weekend.weekday", "weekend.last_working_day", "quota", "quota_period",
    "nowed", "owed", "owed.number", "owed.unit", "owed.report", "owed.report_inline", "owed.period", "owed.title", "owed.of",
    "owed.before", "owed.deadline", "owed.deadline_short", "owed.deadline_weekday", "owed.days_left",
    "owed.working_days_left", "owed.days_overdue", "owed.overdue", "owed.cure", "owed.held", "has_held", "owed.unreachable",
    "owed.cure_over", "owed.by",
    "owed.now_is", "searched", "searched_again", "said_day", "since", "has_came", "more_came", "came", "came.code", "came.received", "came.subject", "came.sender", "came_strange",
    "came.outcome", "came_waits", "still_owed", "unread_since",
    "units", "units.number", "units.unit", "units.received", "units.code",
    "units.overdue", "units.overdue_number", "units.reminded", "units.last_reminder", "units.bounced",
    "counts", "counts.total", "counts.received", "counts.on_time", "counts.late", "counts.accepted",
    "counts.open", "counts.overdue",
    "bounced",
    "wanting", "dossiers", "dossiers.code", "dossiers.candidate", "dossiers.unit", "dossiers.report",
    "dossiers.period", "dossiers.stage", "dossiers.wanting", "dossiers.unbound", "dossiers.left",
    "dossiers.assessor", "dossiers.decider", "dossiers.decision", "dossiers.decided", "dossiers.until", "dossiers.evidence",
    "dossiers.criteria", "dossiers.orders", "dossiers.has_orders", "one_dossier", "candidate", "stage", "dossiers.slots", "dossiers.slots.number", "dossiers.slots.name", "dossiers.slots.mark", "dossiers.slots.note",
    "dossiers.slots.document", "dossiers.slots.earlier", "has_asks", "asks", "has_choices", "choices",
    "sequence", "sequence_before", "wanted", "officer", "title", "lines", "marked", "unmarked", "district", "districts", "no_route",
    "notice", "notice.review", "notice.quarantine", "notice.bounce", "notice.undelivered", "notice.unproven", "notice.failed", "notice.too_large", "notice.not_obtainable", "notice.mailbox", "notice.mailbox_over",
    "notice.login", "notice.login_over",
    "notice.command", "notice.flagged", "notice.stranger", "notice.verdict", "notice.taken", "notice.over", "notice.extension", "notice.recall", "notice.note", "notice.daily", "has_words", "words", "more_words", "until", "paper",
    "has_offers", "offers", "offers.line", "offers.link", "file_order", "file_order.line", "file_order.link", "asked", "urgent", "unanswered", "released", "helped", "last_notice", "reason", "recipient", "reply",
};
const size_t letter_context_nkeys = ARRAY_LEN(letter_context_keys);

const char *const letter_names[] = {
    "received", "late", "unclear", "incomplete", "returned", "accepted", "reminder", "reminders",
    "overdue", "not-reminded",
    "escalation", "wrong-route", "upward", "package-gap", "package-older", "unregistered", "secret", "extension-asked", "extension-granted", "extension-refused", "answered", "request",
    "officer-notice", "operator", "chat", "transcript", "digest", "withdrawn", "standing", "recall-asked", "completing", "not-opened", "unheard", "decided", "help", "paper", "searched", "no-file", "dossier", "dossier-step", "dossier-asks", NULL,
};
