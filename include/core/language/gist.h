/* What one text says: units, reports, years, and what else it is about.
 * Facts of language, no judgement. */
#ifndef DOCKETD_CORE_LANGUAGE_GIST_H
#define DOCKETD_CORE_LANGUAGE_GIST_H

#include "core/calendar/calendar.h"
#include "core/language/index.h"
#include "core/language/tokens.h"

#define GIST_UNITS 12
#define GIST_REPORTS 6

struct span { size_t first, last; };    /* words [first, last); first == last: none */

struct gist_unit { const struct unit *unit; bool strong; struct span at; };
struct gist_report {
    const struct report *report;
    struct span at;
    int year;                   /* 0: none of its own */
    char part[CALENDAR_PART];   /* of the year: "-04"; "": not named, "-?": not sure, or there is none */
    bool year_beside;           /* "tháng 4/2023": whatever other years are named */
};

struct gist {
    struct tokens words;
    bool *used;                 /* words that were read: phrases, dates, symbols */
    struct gist_unit units[GIST_UNITS];         /* weak ones: one row per candidate */
    size_t nunits;
    struct gist_unit communes[GIST_UNITS];      /* of which a commune is named, one row per candidate; never strong */
    size_t ncommunes;
    struct gist_report reports[GIST_REPORTS];   /* after precedence: several only if the text joins them */
    size_t nreports;
    int year;                   /* 0: none named */
    bool years_differ;          /* several, of which none is plainly the period's */
    bool host;                  /* names the office itself */
    int request;                /* number of the letter that asked for an ad-hoc report; 0 */
    struct span outside;        /* words of a report outside the regime */
    struct span asking;         /* words by which a report is asked for */
    struct span other_topic, our_topic;
    bool our_certain;           /* our_topic is nobody else's */
    struct span local;          /* a commune, school or firm: by name */
    bool local_writes;          /* ... and as the body that writes */
    struct span elsewhere;      /* a unit of another province */
    struct span strange;        /* a district that the plan does not know, and none that it does */
    struct span province;       /* another province by its bare name, ... */
    bool province_named;        /* ... or as one: "tỉnh Long An" */
    struct span extension, question, thanks, replaces, autoreply, bounce, command, nil;
    const char *kind;           /* the only kind of commune it speaks of: "xã", "phường", "thị trấn"; NULL (static) */
    bool two_kinds;             /* a covering letter ("tờ trình") to another report: which is meant? */
    bool noun;                  /* "báo cáo", "sơ kết", "danh sách", ...: it speaks of a document that reports */
    struct span plan;           /* "kế hoạch" alone: a plan, no report on one */
    bool plan_beside;           /* ... and a report is joined to it: two papers */
    int plan_year;              /* 0: none of its own */
};

/* Names are those of the day; {0}: of any. The text must stay as long as the gist. */
void gist_of(const struct match_index *, const char *text, size_t most_bytes, struct date day,
             struct gist *out);
/* The same of words that are there already; takes them. */
void gist_of_words(const struct match_index *, const struct tokens *, struct date day, struct gist *out);
void gist_free(struct gist *);

/* Words that the plan's own do not cover: another matter, where our topic is not
 * named. Looked for apart: it costs more than all the rest. Once for each gist. */
struct span gist_foreign(const struct match_index *, struct gist *);
/* A title's foreign words name another matter wholly: no form below them makes it ours. */
bool gist_names_another(const struct match_index *, const struct gist *, struct span foreign);

/* A receipt code of ours, "TN-2023-0042", as people write it ("tn 2023 0042", "TN2023-42"), at this word;
 * *words: how many words it takes. */
bool gist_receipt_at(const struct tokens *, size_t at, size_t *words);
/* The first one in so many bytes of a text, as we write it; owned by the caller. NULL: none, or no text. */
char *gist_receipt_code(const char *text, size_t most_bytes);

#endif
