/* What officers ask about mails, and the files they ask for. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "core/form/coverage.h"
#include "report/status.h"
#include "report/workbook.h"
#include "parts.h"

#define SEARCH_MOST 20
#define SEARCH_TEXT 2000                /* code points of a mail's words that are searched */
#define EVIDENCE_MOST 40
#define BOOK_MOST (16ul << 20)
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

static const char *const outcome_labels[OUTCOMES] = {
    [OUTCOME_FILED] = "đã vào sổ", [OUTCOME_REVIEW] = "chờ phân loại", [OUTCOME_DUPLICATE] = "trùng",
    [OUTCOME_QUARANTINE] = "cách ly", [OUTCOME_IGNORED] = "không cần xử lý", [OUTCOME_BOUNCE] = "thư trả lại",
    [OUTCOME_COMMAND] = "lệnh của cán bộ", [OUTCOME_NOTE] = "trao đổi", [OUTCOME_WRONG_ROUTE] = "sai tuyến",
    [OUTCOME_HISTORIC] = "trước ngày vận hành", [OUTCOME_TOO_LARGE] = "quá lớn, chưa đọc",
    [OUTCOME_NOT_OBTAINABLE] = "máy chủ không giao, chưa đọc",
};

/* The words of a quarantined mail are not repeated (A26). */
static const char *
subject_of(const struct message_row *m)
{
    return m->outcome == OUTCOME_QUARANTINE ? "(không hiển thị)"
           : m->subject == NULL             ? "(không có tiêu đề)"
                                            : m->subject;
}

/* ---- one mail ------------------------------------------------------------------- */

static int
say_coverage(struct order *o, const struct report *r, int64_t version)
{
    struct values values = {0};
    int rc = submission_values(o->desk->store, version, &values);
    char *said = rc == 0 && r != NULL ? coverage_say(r->form, &values, "vi") : NULL;

    if (said != NULL)
        answer_item(o->out, "%s", said);
    free(said);
    values_free(&values);
    return rc;
}

static int
say_versions(struct order *o, const struct message_row *m)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int offset = o->desk->settings->office.utc_offset,
        rc = submission_of_message(o->desk->store, m->id, &v, &n);

    for (size_t i = 0; i < n; i++) {
        struct obligation ob = {0};
        struct findings f = {0};

        if (rc == 0)
            rc = obligation_by_id(o->desk->store, v[i].obligation, &ob);
        if (rc == 0)
            rc = submission_findings(o->desk->store, v[i].id, &f);
        if (rc == 0) {
            const struct unit *u = plan_unit(o->desk->plan, ob.unit);
            const struct report *r = plan_report(o->desk->plan, ob.report);
            char *label = status_label(&ob, o->now, offset);

            answer_item(o->out, "%s, %s %s: phiên bản %d, %s; %s%s%s",
                        u == NULL ? ob.unit : unit_short(u), r == NULL ? ob.report : r->name,
                        ob.period, v[i].version,
                        v[i].complete ? "đủ thành phần" : "thiếu thành phần", label,
                        v[i].standing == STANDING_VOUCHED ? "" : "; ",
                        standing_labels[v[i].standing]);
            rc = say_coverage(o, r, v[i].id);
            for (size_t k = 0; k < f.n && k < 20; k++)
                answer_item(o->out, "%s%s%s", f.v[k].place == NULL ? "" : f.v[k].place,
                            f.v[k].place == NULL ? "" : ": ", f.v[k].text);
            free(label);
        }
        findings_free(&f);
        obligation_clear(&ob);
        submission_row_clear(&v[i]);
    }
    free(v);
    return rc;
}

static int
say_files(struct order *o, const struct message_row *m)
{
    struct attachment_row *files = NULL;
    size_t n = 0;
    int rc = message_attachments(o->desk->store, m->id, &files, &n);

    if (n > 0)
        answer_head(o->out, "Tệp");
    for (size_t i = 0; rc == 0 && i < n; i++) {
        char *size = text_size(files[i].size);

        answer_item(o->out, "%s (%s)%s%s; SHA-256 %s",
                    m->outcome == OUTCOME_QUARANTINE || files[i].name == NULL ? "tệp"
                                                                              : files[i].name,
                    size, files[i].reason == NULL ? "" : ": ",
                    files[i].reason == NULL ? "" : files[i].reason,
                    files[i].sha256 == NULL ? "-" : files[i].sha256);
        free(size);
    }
    attachment_rows_free(files, n);
    return rc;
}

static int
say_evidence(struct order *o, const struct message_row *m)
{
    struct evidences e = {0};
    int rc = m->outcome == OUTCOME_QUARANTINE ? 0 : message_evidence(o->desk->store, m->id, &e);

    if (e.n > 0)
        answer_head(o->out, "Căn cứ");
    for (size_t i = 0; i < e.n && i < EVIDENCE_MOST; i++) {
        char *words = words_evidence(&e.v[i], o->desk->plan, "vi");

        answer_item(o->out, "%s", words);
        free(words);
    }
    evidences_free(&e);
    return rc;
}

static int
say_history(struct order *o, const char *code)
{
    struct journal_row *rows = NULL;
    size_t n = 0;
    int rc = journal_list(o->desk->store, code, &rows, &n);

    if (n > 0)
        answer_head(o->out, "Lịch sử");
    for (size_t i = n > 30 ? n - 30 : 0; rc == 0 && i < n; i++) {
        char *when = words_stamp(rows[i].at, o->desk->settings->office.utc_offset, "vi");
        char *detail = journal_detail_say(rows[i].detail, "vi");

        answer_item(o->out, "%s %s %s %s", when, rows[i].actor, rows[i].event,
                    detail == NULL ? "" : detail);
        free(detail);
        free(when);
    }
    journal_rows_free(rows, n);
    return rc;
}

int
order_code(struct order *o)
{
    struct message_row m = {0};
    int rc = message_by_code(o->desk->store, o->c->code, &m);
    char *when, *reason;

    if (rc == 1)
        return order_refuse(o, "không có thư %s trong sổ", o->c->code);
    if (rc != 0)
        return -1;
    when = words_moment(m.received, o->desk->settings->office.utc_offset, "vi");
    answer_title(o->out, xasprintf("%s: chi tiết", m.code));
    answer_head(o->out, m.code);
    answer_pair(o->out, "Tiêu đề", subject_of(&m));
    answer_pair(o->out, "Người gửi", m.sender);
    answer_pair(o->out, "Nhận lúc", when);
    answer_pair(o->out, "Xử lý", outcome_labels[m.outcome]);
    reason = reason_say(m.reason, m.about, "vi");
    answer_pair(o->out, "Lý do", reason);
    answer_pair(o->out, "Chưa rõ", m.unclear);
    rc = say_versions(o, &m);
    if (rc == 0)
        rc = say_files(o, &m);
    if (rc == 0)
        rc = say_evidence(o, &m);
    if (rc == 0)
        rc = say_history(o, m.code);
    buf_addf(&o->result, "chi tiết %s", m.code);
    free(when);
    free(reason);
    message_row_clear(&m);
    return rc;
}

/* ---- lists of mails ----------------------------------------------------------------- */

static void
mail_row(struct order *o, struct answer_table *t, const struct message_row *m, const char *last)
{
    char *when = words_stamp(m->received, o->desk->settings->office.utc_offset, "vi");

    answer_table_row(t, TONE_PLAIN,
                     (const char *const[]){ m->code, when, m->sender, subject_of(m), last });
    free(when);
}

int
order_queue(struct order *o)
{
    static const char *const heads[] = { "Mã", "Nhận lúc", "Người gửi", "Tiêu đề", "Chưa rõ", NULL };
    struct message_row *rows = NULL;
    struct answer_table t;
    size_t n = 0;
    int rc = message_list(o->desk->store, OUTCOME_REVIEW, &rows, &n);

    answer_title(o->out, xasprintf("%zu thư chờ phân loại", n));
    answer_head(o->out, "Thư chờ phân loại");
    answer_table_begin(&t, heads);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        char *reason = reason_say(rows[i].reason, rows[i].about, "vi");

        mail_row(o, &t, &rows[i], rows[i].unclear != NULL ? rows[i].unclear : reason);
        free(reason);
    }
    answer_table_end(o->out, &t);
    if (n > 0)
        answer_line(o->out, "Để gán: PHÂN LOẠI <mã> <đơn vị> <loại> <kỳ>");
    buf_addf(&o->result, "%zu thư chờ phân loại", n);
    message_rows_free(rows, n);
    return rc;
}

static bool
holds(const char *text, const char *folded)
{
    char *cut, *mine;
    bool found;

    if (text == NULL)
        return false;
    cut = text_cut(text, SEARCH_TEXT);
    mine = text_fold(cut);
    found = strstr(mine, folded) != NULL;
    free(cut);
    free(mine);
    return found;
}

static int
matches(struct order *o, const struct message_row *m, const char *folded, bool *yes)
{
    struct attachment_row *files = NULL;
    size_t n = 0;
    int rc = 0;

    *yes = m->outcome != OUTCOME_QUARANTINE && m->outcome != OUTCOME_COMMAND &&
           (holds(m->subject, folded) || holds(m->sender, folded) ||
            holds(m->sender_name, folded) || holds(m->code, folded) || holds(m->text, folded));
    if (*yes || m->outcome == OUTCOME_QUARANTINE)
        return 0;
    rc = message_attachments(o->desk->store, m->id, &files, &n);
    for (size_t i = 0; i < n; i++)
        *yes = *yes || holds(files[i].name, folded);
    attachment_rows_free(files, n);
    return rc;
}

int
order_search(struct order *o)
{
    static const char *const heads[] = { "Mã", "Nhận lúc", "Người gửi", "Tiêu đề", "Xử lý", NULL };
    char *folded = text_fold(o->c->words);
    struct message_row *rows = NULL;
    struct answer_table t;
    size_t n = 0, found = 0;
    int rc = message_since(o->desk->store, INSTANT_NONE + 1, &rows, &n);

    answer_title(o->out, xasprintf("Tìm \"%s\"", o->c->words));
    answer_table_begin(&t, heads);
    for (size_t i = n; rc == 0 && *folded != '\0' && i-- > 0 && found < SEARCH_MOST;) {    /* the latest first */
        bool yes = false;

        rc = matches(o, &rows[i], folded, &yes);
        if (yes)
            mail_row(o, &t, &rows[i], outcome_labels[rows[i].outcome]);
        found += yes;
    }
    answer_table_end(o->out, &t);
    answer_line(o->out,
                found == SEARCH_MOST ? "%zu thư mới nhất; còn thể có thư cũ hơn." : "%zu thư.",
                found);
    buf_addf(&o->result, "%zu thư", found);
    message_rows_free(rows, n);
    free(folded);
    return rc;
}

/* ---- selected units ------------------------------------------------------------------- */

/* The report whose form lists candidates. */
static const struct report *
selection(const struct plan *plan)
{
    for (size_t i = 0; i < plan->nreports; i++)
        if (form_candidates(plan->reports[i].form) != NULL)
            return &plan->reports[i];
    return NULL;
}

static int
candidates_of(struct order *o, const struct table *table, const struct obligation *row,
              struct buf *names, int *count)
{
    const struct field *named = table_candidate(table);
    char *name = xasprintf("%s.%s", table->name, named == NULL ? "" : named->name),
         *kinds = xasprintf("%s.%s", table->name, table->candidate_kind);
    struct values v = {0};
    int rc = row->accepted == 0 ? 0 : submission_values(o->desk->store, row->accepted, &v);

    for (size_t i = 0; i < v.n; i++) {
        const struct value *kind;

        if (strcmp(v.v[i].field, name) != 0)
            continue;
        kind = values_get(&v, kinds, v.v[i].row);
        buf_addf(names, "%s%s%s%s", names->len > 0 ? "; " : "", kind == NULL ? "" : kind->value,
                 kind == NULL ? "" : " ", v.v[i].value);
        ++*count;
    }
    values_free(&v);
    free(name);
    free(kinds);
    return rc;
}

int
order_selected(struct order *o)
{
    static const char *const heads[] = { "Đơn vị", "Chỉ tiêu", "Số", "Đã chọn", NULL };
    const struct report *r = selection(o->desk->plan);
    char period[8];
    struct answer_table t;
    struct status s;
    int total = 0, rc;

    if (r == NULL)
        return order_refuse(o, "Kế hoạch không có danh sách lựa chọn");
    snprintf(period, sizeof period, "%d",
             o->c->year != 0 ? o->c->year
                             : moment_of(o->now, o->desk->settings->office.utc_offset).date.year);
    if ((rc = status_load(o->desk->store, o->desk->plan, r, period, o->now, &s)) != 0)
        return -1;
    answer_title(o->out, xasprintf("%s năm %s", r->name, period));
    answer_head(o->out, o->out->title);
    answer_table_begin(&t, heads);
    for (size_t i = 0; rc == 0 && i < s.n; i++) {
        const struct unit *u = s.rows[i].unit;
        bool quota = u != NULL && unit_quota_holds(u, period);
        struct buf names = {0};
        char number[16];
        int count = 0;

        if (u == NULL || !s.rows[i].obligation.tracked)
            continue;
        rc = candidates_of(o, form_candidates(r->form), &s.rows[i].obligation, &names, &count);
        snprintf(number, sizeof number, "%d", count);
        answer_table_row(&t,
                         count == 0                                                ? TONE_DOUBT
                         : quota && u->quota_exact != 0 && count != u->quota_exact ? TONE_DOUBT
                                                                                   : TONE_GOOD,
                         (const char *const[]){ unit_short(u), quota ? u->quota : "ít nhất 01",
                                                number, names.len > 0 ? buf_text(&names) : NULL });
        total += count;
        buf_free(&names);
    }
    answer_table_end(o->out, &t);
    answer_line(o->out, "Tổng: %d", total);
    buf_addf(&o->result, "%d đơn vị được chọn", total);
    status_clear(&s);
    return rc;
}

/* ---- workbooks --------------------------------------------------------------------------- */

/* The file at path into the answer; the path is removed. */
static int
enclose(struct order *o, const char *path, const char *name, int written, char *cause)
{
    char *bytes = NULL;
    size_t n = 0;
    int rc;

    if (written == 0)
        bytes = file_read(path, BOOK_MOST, &n, &cause);
    unlink(path);
    if (bytes != NULL) {
        answer_file(o->out, name, XLSX, bytes, n);
        rc = order_done(o, "Tệp kèm theo: %s", name);
    } else {
        log_error("%s could not be written: %s", name, cause == NULL ? "see above" : cause);
        rc = order_refuse(o, "không lập được tệp %s", name);
    }
    free(cause);
    return rc;
}

static char *
scratch(const struct order *o)
{
    return xasprintf("%s/answer-%d.xlsx", o->desk->settings->runtime, (int)getpid());
}

int
order_register(struct order *o)
{
    int offset = o->desk->settings->office.utc_offset;
    struct date today = moment_of(o->now, offset).date;
    int year = o->c->year != 0 ? o->c->year : today.year;
    struct date from = o->c->day.year != 0 ? o->c->day : (struct date){ year, 1, 1 };
    struct date to = o->c->to.year != 0 ? o->c->to
                     : o->c->year != 0  ? (struct date){ year, 12, 31 }
                                        : today;
    char *path = scratch(o), *name, *cause = NULL;
    int rc = workbook_register(o->desk->store, o->desk->plan, instant_of(from, 0, 0, offset),
                               instant_of(date_add(to, 1), 0, 0, offset), offset, path, &cause);

    name = xasprintf("so-den_%04d%02d%02d_%04d%02d%02d.xlsx", from.year, from.month, from.day,
                     to.year, to.month, to.day);
    answer_title(o->out, xstrdup("Sổ đến"));
    rc = enclose(o, path, name, rc, cause);
    free(name);
    free(path);
    return rc;
}

int
order_consolidate(struct order *o)
{
    char *path = scratch(o),
         *name = xasprintf("tong-hop_%s_%s.xlsx", o->c->report->code, o->c->period), *cause = NULL;
    struct status s;
    int rc = status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period, o->now, &s);

    if (rc == 0) {
        for (char *p = name; *p != '\0'; p++)
            *p = *p == ':' ? '-' : *p;
        answer_title(o->out, xasprintf("Tổng hợp %s %s", o->c->report->name, o->c->period));
        rc = workbook_report(o->desk->store, &s, o->desk->settings->office.utc_offset, path,
                             &cause);
        rc = enclose(o, path, name, rc, cause);
        status_clear(&s);
    }
    free(name);
    free(path);
    return rc;
}
