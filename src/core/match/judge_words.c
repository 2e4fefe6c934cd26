/* Words to the office: answers, questions, thanks. What is no report, though
 * it may name one. */
#include "core/match/judge.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/form/document.h"
#include "core/form/validate.h"
#include "core/language/asked.h"
#include "core/language/draft.h"
#include "core/language/nil.h"
#include "core/language/tokens.h"
#include "core/language/want.h"
#include "core/language/way.h"
#include "core/match/machine.h"

#define THANKS_MOST 60          /* code points */
#define QUESTION_MOST 600
#define NEAR 4                  /* words between a denial and what is denied */
#define TYPED_LEAST 4           /* values: fewer, and it tells or asks about some */

bool
judge_is_reply(const struct judge *j)
{
    static const char *const prefixes[] = {"re:", "re :", "tl:", "trả lời:", "tra loi:"};

    for (size_t i = 0; j->m->subject != NULL && i < ARRAY_LEN(prefixes); i++)
        if (strncasecmp(j->m->subject, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return j->own != OWN_NONE || j->m->in_reply_to.n > 0;
}

/* "XÁC NHẬN" or "TỪ CHỐI" from the address that was asked; both are neither. */
static bool
word_on_stranger(struct judge *j)
{
    bool own = judge_says(j, SOURCE_ANSWER, MATTER_OWN),
         not = judge_says(j, SOURCE_ANSWER, MATTER_NOT_OWN);

    if (j->known->stranger == NULL || j->files > 0 || j->proof == AUTHRES_FAIL || own == not)
        return false;
    decision_drop_items(j->d);
    judge_settle(j, OUTCOME_NOTE, own ? REASON_UNIT_OWNS : REASON_UNIT_REJECTS,
                 own ? MATTER_OWN : MATTER_NOT_OWN);
    return true;
}

/* "Đã nhận, cảm ơn Phòng"; not "Cảm ơn. Đơn vị đã gửi ngày 07/6 rồi". */
static bool
thanks_alone(const struct tokens *t)
{
    static const char *const words[] = { "cam", "on", "thank", "thanks", "tks", "you", "xin", "chan", "thanh", "rat", "nhieu", "da", "nhan", "duoc", "thu", "mail", "thong", "bao", "roi", "a", "vang", "em", "anh", "chi", "phong", "quy",
                                         "kinh", "tran", "trong", "chao", "don", "vi", "huyen", "xa", "ok", "nhe", "toi", "chung", "ro", "co", "dong", "cua", "xac", "so", "ban", "nha", "for", "the", "your", "noted", "received" };
    bool alone = true;

    for (size_t i = 0; i < t->n && alone; i++) {
        bool courtesy = false;

        for (size_t k = 0; k < ARRAY_LEN(words) && !courtesy; k++)
            courtesy = token_is(&t->v[i], words[k]);
        alone = courtesy || token_is_name(&t->v[i]);
        alone = alone && !(t->v[i].number >= 0 && t->v[i].number != 5);
    }
    return alone;
}

/* A word of thanks and nothing else: nobody need look. */
static bool
only_thanks(const struct judge *j)
{
    const char *text = j->m->text != NULL ? j->m->text : "";
    bool thanks = judge_says(j, SOURCE_SUBJECT, MATTER_THANKS) ||
                  (judge_is_reply(j) && judge_says(j, SOURCE_BODY, MATTER_THANKS));

    return thanks && text_length(text) <= THANKS_MOST && strchr(text, '?') == NULL &&
           thanks_alone(&j->words);
}

/* Not "mail không đính kèm được", "đính kèm hoài không được". */
static bool
can_send(const struct tokens *t, size_t at)
{
    static const char *const fails[] = { "khong duoc", "ko duoc", "hong duoc", "chua duoc" };
    bool denied = tokens_within(t, at, at + NEAR, fails, ARRAY_LEN(fails));

    for (size_t i = at; i > 0 && at - i < NEAR && !denied && !tokens_clause(t, i); i--)
        denied = token_denies(&t->v[i - 1]);
    return !denied;
}

/* It says that a report comes with it. */
static bool
sends(const struct tokens *words)
{
    static const char *const phrases[] = {"kem theo", "dinh kem", "gui kem", "xin gui bao cao", "kinh gui bao cao", "attached", "enclosed"};

    return SOMEWHERE(words, phrases, can_send);
}

/* "Huyện Lai Vung nộp chưa ạ?" in the subject, and no more than a greeting below. */
static bool
subject_asks(const struct judge *j)
{
    const char *text = j->m->text != NULL ? j->m->text : "", *subject = j->m->subject != NULL ? j->m->subject : "";

    return text_length(text) <= THANKS_MOST &&
           (strchr(subject, '?') != NULL || want_answer(&j->subject));
}

/* Asks, and sends nothing: "Xin cho hỏi hạn nộp báo cáo 6 tháng?" names a report and is none. */
static bool
asks(const struct judge *j)
{
    const char *text = j->m->text != NULL ? j->m->text : "";
    bool mark = text_length(text) <= QUESTION_MOST && strchr(text, '?') != NULL;

    if (judge_says(j, SOURCE_SUBJECT, MATTER_QUESTION) ||
        (judge_is_reply(j) && judge_says(j, SOURCE_BODY, MATTER_QUESTION)))
        return true;
    if (j->d->sender_registered && !sends(&j->words) &&
        (want_help(&j->words) || want_help(&j->subject) || want_things(&j->words) ||
         want_things(&j->subject)))
        return true;
    mark = mark || j->d->evidences.beside.answer;
    mark = mark || subject_asks(j) ||
           (text_length(text) <= QUESTION_MOST && (want_answer(&j->words) || want_talk(&j->words)));
    return j->d->sender_registered && (mark || judge_says(j, SOURCE_BODY, MATTER_QUESTION)) &&
           !sends(&j->words) && !document_link(j->m);
}

/* What he wrote before, behind words that send nothing: a responder's, most
 * often. "Gửi lại" is a person's. */
static bool
repeats_himself(const struct judge *j)
{
    return j->known->his_own_subject && !judge_says(j, SOURCE_SUBJECT, MATTER_REPLACES) &&
           !sends(&j->words);
}

/* The day to come that its words, or else its subject, give for what they promise or wish; year 0:
 * none. */
static struct date
promised_day(const struct judge *j)
{
    const char *const texts[] = {j->m->text, j->m->subject};
    struct date day = {0};

    for (size_t i = 0; i < ARRAY_LEN(texts) && day.year == 0; i++) {
        struct asked asked = {0};

        if (texts[i] != NULL)
            asked_read(texts[i], judge_day(j), &asked);
        day = asked.latest;
        asked_clear(&asked);
    }
    return day;
}

/* A day is named for a report and leave is asked, in whatever words: of a day that its deadline
 * allows none is needed. */
bool
judge_wants_day(const struct judge *j)
{
    const struct item *item = j->d->nitems > 0 ? &j->d->items[0] : NULL;
    struct date day;

    if (!(want_leave(&j->words) || want_leave(&j->subject)) ||
        !(want_paper_named(&j->words) || want_paper_named(&j->subject)) ||
        (day = promised_day(j)).year == 0)
        return false;
    return item != NULL && item->has_due
               ? date_compare(day, calendar_last_day(item->due, judge_offset(j))) > 0
               : j->d->sender_registered && !sends(&j->words);
}

/* Asks for more time, in whatever words. */
static bool
asks_for_time(const struct judge *j)
{
    const bool none = j->files == 0 || j->other;

    if (j->files == 0 && want_no_time(&j->words) && (judge_is_reply(j) || !want_time(&j->subject)))
        return false;
    return (none && judge_wants_day(j)) || judge_says(j, SOURCE_SUBJECT, MATTER_EXTENSION) ||
           judge_all_files(j, MATTER_EXTENSION, MATTER_EXTENSION) ||
           (none && (judge_says(j, SOURCE_BODY, MATTER_EXTENSION) || want_time(&j->subject) ||
                     want_time(&j->words)));
}

/* "Chưa phải báo cáo, khi nào ký xong xã gửi", around the line that would make it one. */
static bool
unsaid(const struct judge *j)
{
    static const char *const denials[] = { "chua phai", "khong phai", "chua xong", "gui nham", "gui lon" };

    return SOMEWHERE(&j->words, denials, NULL) || draft_named(&j->words) ||
           draft_told(&j->words) || pending_told(&j->words) || trial_told(&j->words);
}

/* "Đơn vị: ...; Loại: ...; Kỳ: ..." in answer to our question. */
static bool
answers_question(struct judge *j)
{
    if (j->known->asked == NULL || (j->known->asked_by_code && j->proof == AUTHRES_FAIL) ||
        j->files > 0)
        return false;
    if (!judge_has(j, SOURCE_ANSWER) || j->doubt != REASON_NONE || j->d->nitems == 0 ||
        unsaid(j) || asks_for_time(j))
        return false;
    judge_settle(j, OUTCOME_NOTE, REASON_ANSWER, MATTER_ANSWER);
    return true;
}

/* A few words of the unit that name no paper and send none: "đổi số điện thoại". */
static bool
only_tells(const struct judge *j)
{
    return j->d->sender_registered && j->m->text != NULL && *j->m->text != '\0' &&
           !want_paper_named(&j->words) && !want_paper_named(&j->subject) &&
           !(j->d->nitems > 0 && j->d->items[0].report != NULL);
}

/* The unit's own words say that nothing comes with them, or that it came before. */
static bool
tells_when(const struct judge *j)
{
    const bool said = j->m->text != NULL && *j->m->text != '\0';
    const struct tokens *words = said ? &j->words : &j->subject;

    if (said && j->d->sender_registered && !sends(words) && want_absent(words) && !nil_said(words))
        return true;
    if (j->d->sender_registered && want_handed(words) && way_in(words) == NULL &&
        promised_day(j).year == 0)
        return false;
    return j->d->sender_registered &&
           (want_nothing(words) || promised_day(j).year != 0 || way_in(&j->subject) != NULL || way_before(words) || way_asked(words) ||
            want_no_time(words)) &&
           !sends(words);
}

/* "Bổ sung TN-2023-0001" with nothing to add: about the mail of that code, as an answer in its thread is. */
static bool
cites(const struct judge *j)
{
    return j->d->sender_registered && (judge_has(j, SOURCE_REFERENCE) || j->known->asked != NULL);
}

/* Time is asked for what has a deadline, where something that it names has one. */
static void
keep_dated(struct decision *d)
{
    bool dated = false;

    for (size_t i = 0; i < d->nitems; i++)
        dated = dated || d->items[i].has_due;
    for (size_t i = 0; dated && i < d->nitems;) {
        if (d->items[i].has_due) {
            i++;
            continue;
        }
        item_clear(&d->items[i]);
        d->nitems--;
        memmove(&d->items[i], &d->items[i + 1], (d->nitems - i) * sizeof *d->items);
    }
}

/* "Khó khăn: Không" within a form that is typed into the mail answers nobody. An answer in words to
 * what was said of a report that is here already stays one. */
static bool
typed_in(const struct judge *j)
{
    const struct attachment text = { .text = j->m->text, .inside = -1 };
    const struct item *item = j->d->nitems > 0 ? &j->d->items[0] : NULL;
    const struct form *form = item != NULL && item->report != NULL ? item->report->form : NULL;
    struct values values = {0};
    struct findings findings = {0};
    bool typed;

    if (text.text == NULL || form == NULL || item->period == NULL ||
        (judge_is_reply(j) && judge_answered(j, item->report, item->period)))
        return false;
    validate_extract(form, item->period, &text, &values, &findings);
    typed = values.n >= TYPED_LEAST;
    values_free(&values);
    findings_free(&findings);
    return typed;
}

static bool
words_to_the_office(struct judge *j)
{
    if (asks_for_time(j)) {
        keep_dated(j->d);
        judge_settle(j, OUTCOME_NOTE, REASON_EXTENSION, MATTER_EXTENSION);
        return true;
    }
    j->typed = j->files == 0 && typed_in(j);
    if (j->typed && judge_typed_foreign(j)) {
        j->d->unsure |= UNSURE_REPORT;
        judge_doubt(j, REASON_FOREIGN);
    }
    if (j->files > 0 || j->typed)
        return false;
    if ((j->own == OWN_NONE && want_back(&j->subject)) || want_back(&j->words))
        judge_settle(j, OUTCOME_NOTE, REASON_RECALL, MATTER_QUESTION);
    else if (document_gesture(j->m))
        judge_settle(j, OUTCOME_NOTE, REASON_GESTURE, MATTER_NONE);
    else if (asks(j))
        judge_settle(j, OUTCOME_NOTE, REASON_QUESTION, MATTER_QUESTION);
    else if (only_thanks(j)) {
        decision_drop_items(j->d);
        judge_settle(j, OUTCOME_IGNORED, REASON_THANKS, MATTER_THANKS);
    } else if (judge_says(j, SOURCE_SUBJECT, MATTER_THANKS))
        judge_settle(j, OUTCOME_NOTE, REASON_THANKS, MATTER_THANKS);
    else if ((judge_is_reply(j) || cites(j) || repeats_himself(j) || tells_when(j) ||
              only_tells(j)) &&
             !document_link(j->m))
        judge_settle(j, OUTCOME_NOTE, REASON_WORDS, MATTER_NONE);
    j->d->answers = judge_is_reply(j) || repeats_himself(j);
    return j->d->reason != REASON_NONE;
}

bool
judge_words(struct judge *j)
{
    return word_on_stranger(j) || answers_question(j) || words_to_the_office(j);
}

/* With nothing of a person's own in it, where persons begin subjects so, too. */
static bool
is_receipt(const struct message *m, bool *code)
{
    enum receipt is = machine_receipt(m->subject, code);
    bool empty = m->text == NULL || *m->text == '\0';

    return is == RECEIPT_SURE || (is == RECEIPT_PERHAPS && (document_gesture(m) || empty));
}

/* Nobody wrote it (who asks in it did), so nobody is written to. "Chấp nhận: TN-2023-0041" is an
 * officer's order, "Từ chối: ..." the answer to what a unit was asked. */
bool
judge_receipt(struct judge *j)
{
    bool code = false, is = j->files == 0 && is_receipt(j->m, &code),
         asked = judge_says(j, SOURCE_BODY, MATTER_EXTENSION) ||
                 judge_says(j, SOURCE_BODY, MATTER_QUESTION) ||
                 (j->m->text != NULL && strchr(j->m->text, '?') != NULL);

    if (!is || asked || (code && j->known->officer != NULL && j->own == OWN_NONE) ||
        j->known->stranger != NULL)
        return false;
    decision_drop_items(j->d);
    judge_settle(j, OUTCOME_NOTE, REASON_RECEIPT, MATTER_NONE);
    return true;
}
