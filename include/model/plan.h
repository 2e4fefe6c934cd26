/* The plan: the declared regime an office publishes. Units that report,
 * reports they owe, forms, dossier kinds. Built by config/plan.c from a
 * libconfig file, read-only afterwards, freed as a whole. Every char * is
 * owned by the plan, UTF-8 in NFC, NULL when the plan is silent. */
#ifndef DOCKETD_MODEL_PLAN_H
#define DOCKETD_MODEL_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/mem.h"

/* ---- units ------------------------------------------------------------ */

struct successor {                  /* of a unit that ended: it took a part of it over */
    char *unit;                     /* code */
    struct date from;               /* {0}: the day after its end */
};

struct unit {
    char *code;                     /* "h-cao-lanh": ASCII, stable for ever */
    char *name;                     /* "huyện Cao Lãnh" */
    char *holder;                   /* who signs: "Ban Chỉ đạo 138 huyện Cao Lãnh" */
    char *short_name;               /* for tables: "Huyện Cao Lãnh", "TP Cao Lãnh" */
    char *level;                    /* "district", "province": groups of the plan */
    char *language;                 /* of its letters: "en", "vi+en"; NULL: the office's */
    char *kind;                     /* "huyện", "thành phố", "cơ quan, tổ chức" */
    char *parent;                   /* code or NULL */
    char *successor;                /* took its place whole and answers what it still owed (A25): code; NULL: nobody does */
    struct successor *successors;   /* took over its parts: who has more than one, or who answers nothing for it */
    size_t nsuccessors;
    struct strings aliases_strong;  /* file by themselves */
    struct strings aliases_weak;    /* count only with other evidence */
    struct strings addresses;       /* registered mail addresses, lower case; the first one gets the letters */
    struct strings leaders;         /* get a copy of the last reminder before a deadline */
    struct strings candidate_kinds; /* kinds of candidate this unit may name (A16) */
    char *quota;                    /* text for people: "01 doanh nghiệp"; NULL: none */
    char *quota_kind;               /* candidate kind the quota names; NULL: any */
    char *quota_period;             /* the period it holds for: "2023"; NULL: all */
    int quota_exact, quota_min;     /* 0: not stated */
    struct date valid_from, valid_to;   /* {0}: open; both inclusive */
    bool tracked;                   /* overdue counts and reminders go out (A7) */
    bool host;                      /* the office itself: never a candidate */
    char *note;
};

/* ---- forms ------------------------------------------------------------ */

enum field_type {
    FIELD_TEXT,
    FIELD_INTEGER,
    FIELD_DECIMAL,
    FIELD_DATE,
    FIELD_CHOICE,
    FIELD_YESNO,
    FIELD_TYPES
};
extern const char *const field_type_names[FIELD_TYPES];     /* "text", "integer", ... as in plan files and JSON */

struct field {
    char *name;                     /* ASCII, unique in the form (columns: in the table) */
    char *label;                    /* Vietnamese, as printed on the form */
    char *label_en;
    enum field_type type;
    bool required;
    bool evidence;                  /* may still follow: left empty, a warning (A6) */
    bool has_min, has_max;
    double min, max;                /* numbers */
    size_t max_length;              /* texts, code points; 0: LIMIT_CELL_TEXT */
    struct strings choices;         /* FIELD_CHOICE */
};

struct table {
    char *name;                     /* "candidates" */
    char *label;
    struct field *columns;
    size_t ncolumns;
    size_t min_rows, max_rows;      /* rows a sender may fill; max_rows > 0 */
    struct strings row_labels;      /* fixed first column (the plan's event days); empty: free rows with an STT */
    char *none_field;               /* yes/no field that, ticked, makes zero rows valid (A18); NULL */
    char *candidate_name;           /* column that names each row's candidate; NULL: the first text column */
    char *candidate_kind;           /* column that names each row's kind of candidate: held against the unit (A16, A17); NULL */
    char *candidate_place;          /* column that says where: keeps namesakes apart; NULL */
    char *candidate_level;          /* column that says which level manages it: with the kind its route (II.4); NULL */
};

struct section {                    /* "1. Tuyên truyền": fields, then tables */
    char *title;
    struct field *fields;
    size_t nfields;
    struct table *tables;
    size_t ntables;
};

enum rule_kind {
    RULE_SUM,           /* left = sum of right: terms "a", "-b", "table.column", "prev.field" (the last accepted period) */
    RULE_AT_MOST,       /* left <= right[0] */
    RULE_ROWS,          /* left = number of filled rows of table right[0] */
    RULE_KINDS
};
extern const char *const rule_kind_names[RULE_KINDS];       /* "sum", "at_most", "rows" */

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };         /* an error makes the report incomplete, a warning does not */

struct rule {
    enum rule_kind kind;
    enum severity severity;
    char *left;
    struct strings right;
    char *message, *message_en;     /* one sentence to the sender; NULL: made from the labels */
};

struct form {
    char *version;                  /* "1": part of the hidden identity */
    char *title;                    /* printed at the top */
    char *note;                     /* "Biểu do cơ quan tiếp nhận đề xuất; ..." */
    bool required;                  /* a report without this form is incomplete */
    struct section *sections;
    size_t nsections;
    struct rule *rules;
    size_t nrules;
};

/* ---- reports ---------------------------------------------------------- */

enum recurrence { RECUR_YEARLY, RECUR_HALF_YEARLY, RECUR_QUARTERLY, RECUR_MONTHLY, RECUR_WEEKLY,
                  RECUR_ONCE, RECUR_ON_REQUEST, RECUR_UNDATED, RECURRENCES };
extern const char *const recurrence_names[RECURRENCES];     /* "yearly", ... */

/* Which period a deadline ends: the one it lies in, or the one before that
 * ("monthly, by the 5th of the next month"). */
enum period_of { PERIOD_OF_DEADLINE, PERIOD_BEFORE, PERIODS_OF };
extern const char *const period_of_names[PERIODS_OF];       /* "deadline", "before" */

enum weekend_policy { WEEKEND_NONE, WEEKEND_NEXT_WORKING_DAY, WEEKEND_POLICIES };
extern const char *const weekend_policy_names[WEEKEND_POLICIES];    /* "none", "next_working_day" (A2) */

/* A deadline. before: on time if and only if received before 00:00 (or hour:
 * minute) of that day (A1); by: the day itself still counts. */
struct due {
    struct date date;               /* year 0: every period; month 0: every month; day: of month, or weekday 1..7 when weekly */
    bool inclusive;                 /* "by" instead of "before" */
    int hour, minute;
};

struct due_exception {              /* "riêng năm 2023 trước ngày 10 tháng 4" */
    char *period;
    struct due due;
};

/* Which renditions of its document a report must bring; the values are the bits of model/rendition.h. */
enum renditions {
    RENDITIONS_ANY,
    RENDITIONS_SIGNED,
    RENDITIONS_EDITABLE,
    RENDITIONS_BOTH,
    RENDITIONS
};
extern const char *const renditions_names[RENDITIONS];      /* "any", "signed", "editable", "both" */

struct part {                       /* of a dossier */
    char *code, *name;
    char *signer;                   /* text for people */
    struct strings signers;         /* phrases, one of which the issuer or the signer's position holds: who signs, of which level */
    struct strings types;           /* what a document calls itself, "Tờ trình": goes before words */
    struct strings words;           /* phrases that name it in a file name or title */
    struct strings titles;          /* phrases, one of which its title holds if it has one; none: any title will do */
    enum renditions renditions;     /* which copies count */
    bool required;
};

/* The 11 attributes a reporting regime states (Decree 09/2019, art. 7). NULL
 * is shown as "Kế hoạch không quy định". */
enum attribute {
    ATTR_NAME,
    ATTR_CONTENT,
    ATTR_WHO,
    ATTR_TO,
    ATTR_METHOD,
    ATTR_DEADLINE,
    ATTR_FREQUENCY,
    ATTR_CUTOFF,
    ATTR_OUTLINE,
    ATTR_FORMS,
    ATTR_PROCEDURE,
    ATTRIBUTES
};
extern const char *const attribute_names[ATTRIBUTES];       /* "name", "content", ... keys of the plan file */

struct plan;

struct report {
    char *code;                     /* "HALF_YEAR" */
    const struct plan *plan;        /* that asks for it: its number, title, code; of plans in force together each its own */
    size_t place;                   /* in that plan's list */
    struct report *earlier;         /* as another plan in force asks for the rounds that this one does not have; NULL: none */
    char *name, *name_en;           /* "Báo cáo định kỳ 6 tháng" */
    char *attributes[ATTRIBUTES];
    char *section, *quote;          /* where the plan says it */
    enum recurrence recurrence;
    enum period_of period_of;
    struct date first, last;        /* periods whose deadline names a day in here; {0}: open */
    struct due *dues;               /* one for yearly, two for half-yearly, ... */
    size_t ndues;
    struct due_exception *exceptions;
    size_t nexceptions;
    enum weekend_policy weekend;
    struct strings reminder_days;   /* "3", "1"; empty: the office's */
    struct strings who_levels;      /* units owing it: of these levels ... */
    struct strings who_units;       /* ... and these codes ... */
    struct strings who_except;      /* ... without these */
    enum renditions renditions;
    bool needs_attachment;          /* a mail without one is "Thiếu thành phần" (A12) */
    struct strings subject_words;   /* phrases that name it in a subject or file name, most specific first */
    struct part *parts;             /* of a dossier */
    size_t nparts;
    char *candidates;               /* code of the list, or of the dossier kind whose recognised ones, these dossiers are of;
                                     * NULL: each unit has one, its own */
    char *verdict;                  /* of a dossier, as a verb: "công nhận" */
    struct date target;             /* day of each year by which a dossier should be complete (A14): never overdue; {0}: none */
    struct form *form;              /* NULL: none; owned */
};

/* ---- candidates ------------------------------------------------------- */

struct candidate_kind {
    char *name;                     /* "xã" */
    char *level;                    /* that manages every one of it, whatever a list says; NULL: the list says it */
    int criteria;                   /* how many the set has, to show beside a document's; 0: not known */
    struct strings excluded;        /* phrases: a candidate so named cannot be one; a warning */
    char *excluded_by;              /* the rule that says so */
};

/* Who judges a dossier: kind x level of its manager -> who assesses -> who decides. */
struct route {
    struct strings kinds, levels;
    char *adviser, *assessor, *decider;
    struct date valid_from, valid_to;   /* {0}: open; both inclusive */
};

struct communes {               /* below a unit, known by name: their mail is sent its way (A23) */
    char *unit;                     /* code */
    struct strings names;           /* "xã Tân Mỹ", "phường 1", "thị trấn Lấp Vò"; several units may have one of a name */
};

struct plan_index;

struct plan {
    char *code;                     /* "dong-thap-2023": part of the hidden identity */
    char *title;                    /* printed when number and date are blank */
    char *number, *date;            /* NULL while blank in the published plan: never invented */
    char *subject_tag;              /* "BVANTQ": opens every subject of ours */
    struct unit *units;
    size_t nunits;
    struct report *reports;
    size_t nreports;
    struct candidate_kind *candidate_kinds;
    size_t ncandidate_kinds;
    struct route *routes;
    size_t nroutes;
    struct communes *communes;
    size_t ncommunes;
    struct date *holidays;          /* sorted */
    size_t nholidays;
    struct date *working_saturdays; /* sorted: swapped working days on a weekend */
    size_t nworking_saturdays;
    struct strings own_topics;      /* what the plan is about: never another regime's */
    struct strings other_topics;    /* of other regimes; empty: those every provincial office meets */
    struct plan **others;           /* in force beside it: units and reports that they alone have stand in the lists above */
    size_t nothers;
    struct plan_index *index;       /* plan_index(); NULL: lookups go through the lists */
};

/* Once the units stand: plan_unit and plan_unit_of_address take no longer with
 * 11,000 units than with 35. Units must not be added or moved afterwards. */
void plan_index(struct plan *);
const struct unit *plan_unit(const struct plan *, const char *code);        /* NULL if none */
const struct report *plan_report(const struct plan *, const char *code);
/* The plan of this code: itself, or one in force beside it; NULL. */
const struct plan *plan_named(const struct plan *, const char *code);
const struct plan *plan_of_report(const struct plan *, const struct report *);      /* that asks for it; of no report the first */
char *plan_codes(const struct plan *);      /* "dong-thap-2026, pccc-2026": the caller's */
char *plan_titles(const struct plan *);     /* the same of their titles, with "; " */
const struct report *plan_on_request(const struct plan *);                  /* the one that is asked for out of turn; NULL if none */
/* The one unit registered with this address (any case); NULL if none or more than one. */
const struct unit *plan_unit_of_address(const struct plan *, const char *address);
bool plan_owes(const struct report *, const struct unit *);                 /* by level, list, exception; not by date */
const char *report_said(const struct report *, const char *language);               /* its name; "en": the English one if it has one */
const struct candidate_kind *plan_candidate_kind(const struct plan *, const char *name);     /* NULL: the plan says nothing of it */
/* NULL: on that day nobody is named, an officer must say. */
const struct route *plan_route(const struct plan *, const char *kind, const char *level, struct date);
const char *unit_short(const struct unit *);                                /* for tables: the short name, else the name */
bool unit_valid_on(const struct unit *, struct date);
bool unit_ended(const struct unit *, struct date);      /* before that day */
/* Whose an obligation of this unit is on a day: its own; once it has ended its
 * successor's, or that one's; NULL: nobody's. */
const struct unit *plan_heir(const struct plan *, const struct unit *, struct date);
/* `later` took the place or a part of `earlier` by this day. */
bool unit_follows(const struct unit *earlier, const struct unit *later, struct date);
bool unit_quota_holds(const struct unit *, const char *period);             /* exact and kind are asked for in this period */
const struct field *form_field(const struct form *, const char *name);      /* scalar fields */
const struct table *form_table(const struct form *, const char *name);
const struct table *form_candidates(const struct form *);   /* the table with a candidate_kind; NULL if none, or no form */
const struct field *table_candidate(const struct table *);  /* its column of names; NULL: it has no text column */
const struct field *table_column(const struct table *, const char *name);
void plan_free(struct plan *);                                              /* NULL is safe */

/* Index of a name in a table of names, or -1: for every names[] above. */
int name_index(const char *const *names, size_t n, const char *name);

#endif
