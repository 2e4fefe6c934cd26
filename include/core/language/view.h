/* One reading of a text under way (gist.c and its parts). */
#ifndef DOCKETD_CORE_LANGUAGE_VIEW_H
#define DOCKETD_CORE_LANGUAGE_VIEW_H

#include "core/language/gist.h"

#define YEAR_FIRST 2000
#define YEAR_LAST 2099

struct view {
    const struct match_index *index;
    struct gist *g;
    struct date day;            /* names mean who bears them then */
    bool *used;                 /* words that are already read */
    const struct phrase **phrases;      /* at each word the longest that begins there; NULL */
    size_t province_end;        /* the word after the last other province; 0 */
    size_t with;                /* the word after the last unit with which something is done; 0 */
    uint64_t opens, opens_second;   /* word_bit of each word that may open a look ahead, and of what may stand behind it */
    bool shout;                 /* the whole text is in capitals: a capital says nothing */
    struct gist_report found[GIST_REPORTS * 2];
    size_t nfound;
};

/* view.c: words */
bool view_none(struct span);
void view_mark(struct span *, size_t first, size_t last);       /* the first one stays */
void view_use(struct view *, size_t first, size_t last);
static inline bool
view_between(int n, int low, int high)
{
    return n >= low && n <= high;
}
extern const struct token view_end;
static inline const struct token *
view_word(const struct view *s, size_t at)                      /* beyond the end: an empty word */
{
    return at < s->g->words.n ? &s->g->words.v[at] : &view_end;
}
static inline bool
view_year(const struct view *s, size_t at)
{
    return view_between(view_word(s, at)->number, YEAR_FIRST, YEAR_LAST);
}
struct named view_named(const struct view *, const struct phrase *, size_t at);

/* gist_names.c: units, phrases, communes */
void view_phrases(struct view *);
void view_communes(struct view *);
void view_strange(struct view *);               /* behind these */
/* gist_topic.c: what it is about; the reports must have been chosen */
void view_topic(struct view *);
/* gist_former.c: units that have ended say where others lie */
void view_former(struct view *);
/* gist_parts.c: "quý II", "week 24", "tháng Giêng": which part of the year */
#define NO_SUCH_PART 99
struct year_part {
    int number;                 /* 0: none stands here; NO_SUCH_PART: one that cannot be read */
    size_t first, end;          /* its words; first may lie before the word it was read at: "2024-W02" */
    int year;                   /* beside it; 0 */
};
int view_number(const struct view *, size_t at);                /* of digits or one word, accents or none; -1 */
void view_lengths(struct view *);
bool view_month_word(const struct view *, size_t at);           /* "January", "Sept" */
bool view_quarter_near(const struct view *, size_t at);         /* else no quarter stands here */
struct year_part view_part_at(const struct view *, enum recurrence, size_t at);
void view_parts(struct view *);
/* gist_outlook.c: the word behind what looks ahead from this one ("phương hướng 6 tháng
 * cuối năm"), used up; the word itself: nothing does. The phrase that stands there, or NULL. */
size_t view_outlook(struct view *, const struct phrase *, size_t at);
void view_openers(struct view *);
/* gist_period.c: dates, years and their parts, requests, periods the plan does not have */
void view_numbers(struct view *);
void view_outside(struct view *);
void view_years(struct view *);
void view_request(struct view *);

#endif
