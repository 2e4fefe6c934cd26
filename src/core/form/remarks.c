#include "core/form/remarks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/form/document.h"
#include "core/language/tokens.h"
#include "model/flag.h"
#include "model/format.h"

#define PAPER_READ 1500         /* bytes: its title stands there */

struct remark { const char *code, *vi, *en; };      /* %s: the file's name */

/* The text of the mail instead of a file has the same remarks. */
static const struct { enum flag flag; enum severity severity; struct remark say; } remarks[] = {
    { FLAG_ENCRYPTED, SEVERITY_ERROR,
      { "encrypted", "%s được đặt mật khẩu hoặc mã hóa nên không mở được; đề nghị gửi lại bản không đặt mật khẩu.",
        "%s is protected by a password or encrypted and could not be opened; please send it without a password." } },
    { FLAG_MACROS, SEVERITY_WARNING,          /* only where an officer let it out of quarantine */
      { "macros", "%s có macro (lệnh tự chạy); macro không được chạy, chỉ nội dung đã lưu được đọc. Đề nghị gửi tệp không có macro.",
        "%s holds macros; none is run, and only what is saved in it is read. Please send a file without macros." } },
    { FLAG_TRUNCATED, SEVERITY_WARNING,
      { "read-in-part", "Chỉ đọc được một phần của %s.", "Only a part of %s could be read." } },
    { FLAG_LETTERS_LOST, SEVERITY_WARNING,
      { "read-in-part", "%s được lưu ở định dạng không có đủ chữ tiếng Việt: nhiều mục bị mất chữ nên không đọc được số liệu của mục; đề nghị lưu lại dạng .xlsx rồi gửi lại.",
        "%s was saved in a format without Vietnamese letters: labels have lost theirs and the figures beside them were not read; please save it as .xlsx and send it again." } },
    { FLAG_ENCODING_UNKNOWN, SEVERITY_WARNING,
      { "encoding", "%s được mã hóa đường truyền theo cách không rõ, có thể không đọc đúng; đề nghị gửi lại.",
        "%s is encoded in a way that is not known and may be misread; please send it again." } },
    { FLAG_CHARSET_UNKNOWN, SEVERITY_WARNING,
      { "charset", "%s dùng bảng mã chữ không rõ, có thể không đọc đúng; đề nghị dùng Unicode.",
        "%s is in a character set that is not known and may be misread; please use Unicode." } },
    { FLAG_HIDDEN_ROWS, SEVERITY_WARNING,
      { "hidden", "%s có dòng ẩn chứa số liệu; đề nghị kiểm tra, bỏ ẩn hoặc xóa.",
        "%s has hidden rows with figures in them; please look, show or delete them." } },
    { FLAG_HIDDEN_COLUMNS, SEVERITY_WARNING,
      { "hidden", "%s có cột ẩn chứa số liệu; đề nghị kiểm tra, bỏ ẩn hoặc xóa.",
        "%s has hidden columns with figures in them; please look, show or delete them." } },
    { FLAG_HIDDEN_SHEET, SEVERITY_WARNING,
      { "hidden", "%s có trang tính ẩn; số liệu trong đó không được tính.", "%s has a hidden sheet; its figures do not count." } },
    { FLAG_HIDDEN_TEXT, SEVERITY_WARNING,
      { "hidden", "%s có chữ ẩn; phần đó không được tính.", "%s has hidden text; it does not count." } },
    { FLAG_STRUCK_TEXT, SEVERITY_WARNING,
      { "struck", "%s có chữ gạch ngang; phần đó không được tính.", "%s has text that is struck out; it does not count." } },
    { FLAG_RAISED_TEXT, SEVERITY_WARNING,
      { "raised", "%s có chữ viết cao hoặc thấp hơn dòng, được hiểu là dấu chú thích, không tính vào số liệu.",
        "%s has raised or lowered text: it is taken for the mark of a note and is no part of a figure." } },
    { FLAG_TRACKED_CHANGES, SEVERITY_WARNING,
      { "tracked-changes", "%s còn theo dõi sửa đổi: phần đã xóa không tính, phần đã thêm được tính; đề nghị chấp nhận sửa đổi rồi lưu.",
        "%s still tracks changes: what was deleted does not count, what was added does; please accept the changes and save." } },
    { FLAG_COMMENTS, SEVERITY_WARNING,
      { "comments", "%s còn ghi chú góp ý bên lề, phần đó không được đọc; đề nghị kiểm tra có phải bản cuối cùng không.",
        "%s has comments in its margin, which are not read; please check that it is the final version." } },
    { FLAG_EMBEDDED, SEVERITY_WARNING,
      { "embedded", "%s có đối tượng nhúng hoặc phần chèn không đọc được; đề nghị gửi riêng phần đó thành một tệp.",
        "%s holds an embedded object or an inserted part that is not read; please send it as a file of its own." } },
    { FLAG_EMBEDDED_FILES, SEVERITY_WARNING,
      { "embedded", "%s có tệp đính kèm bên trong không đọc được; đề nghị gửi riêng tệp đó.",
        "%s holds files within it that are not read; please send them as files of their own." } },
    { FLAG_XFA, SEVERITY_WARNING,
      { "xfa", "%s là biểu mẫu XFA, có thể không đọc được số liệu; đề nghị gửi bản .xlsx hoặc .docx.",
        "%s is an XFA form whose values may not be read; please send an .xlsx or .docx file." } },
    { FLAG_EXTERNAL_LINKS, SEVERITY_WARNING,
      { "external-links", "%s có công thức lấy số liệu từ tệp khác; số liệu được đọc theo kết quả đã lưu.",
        "%s has formulas that take figures from other files; they are read as last saved." } },
    { FLAG_OCR, SEVERITY_WARNING,
      { "ocr", "Chữ trong %s do máy nhận dạng từ ảnh, có thể sai; đề nghị kiểm tra lại số liệu.",
        "The words of %s were recognised by a machine from a picture and may be wrong; please check the figures." } },
    { FLAG_SIGNATURE_UNCHECKED, SEVERITY_WARNING,
      { "signature-unchecked", "%s được gói trong chữ ký số; chữ ký này chưa được kiểm tra.",
        "%s comes within a digital signature, which has not been checked." } },
};

static const struct remark no_result = {
    "no-result", "%s có công thức chưa có kết quả; đề nghị mở tệp, tính lại (F9), lưu rồi gửi lại.",
    "%s has formulas without a result; please open the file, recalculate (F9), save and send it again."
};
static const struct remark unreadable = {
    "unreadable", "Không đọc được %s; đề nghị gửi lại bản đọc được.", "%s could not be read; please send a readable copy."
};
static const struct remark kept_shut = {
    "not-opened", "%s thuộc loại có thể không an toàn nên không được mở.", "%s is of a kind that may do harm and was not opened."
};
static const struct remark no_document = {
    "no-document", "%s không phải văn bản, bảng tính, PDF hay ảnh chụp văn bản nên không tính là báo cáo.",
    "%s is no text, table, PDF or picture of a page: it does not count as a report."
};
static const struct remark from_pdf = {
    "from-pdf", "Số liệu được đọc từ %s (PDF) theo vị trí trên trang in; đề nghị đối chiếu, nên gửi kèm bản .xlsx hoặc .docx.",
    "The figures were read from %s (PDF) by their places on the page; please compare them, and better send an .xlsx or .docx file too."
};
static const struct remark picture = {
    "not-read", "%s là ảnh hoặc bản quét nên số liệu trong đó không đọc được; đề nghị gửi kèm bản .xlsx hoặc .docx.",
    "%s is a picture or a scan: its figures could not be read; please send an .xlsx or .docx file too."
};

static void
say(struct findings *f, enum severity severity, const struct remark *r, const struct attachment *a)
{
    const char *title = a != NULL ? attachment_title(a) : NULL;
    char *vi = a == NULL ? xstrdup("nội dung thư")
                         : xasprintf("tệp «%s»", title != NULL ? title : "không tên");
    char *en = a == NULL ? xstrdup("the text of the mail")
                         : xasprintf("the file “%s”", title != NULL ? title : "no name");
    char *text = NULL, *text_en = NULL;

    for (int k = 0; k < 2; k++) {
        const char *sentence = k == 0 ? r->vi : r->en, *hole = strstr(sentence, "%s"),
                   *name = k == 0 ? vi : en;
        char *whole = xasprintf("%.*s%s%s", (int)(hole - sentence), sentence, name, hole + 2);

        if (hole == sentence)
            *whole = (char)(*whole == 't' ? 'T' : *whole == 'n' ? 'N' : *whole);
        *(k == 0 ? &text : &text_en) = whole;
    }
    findings_add(f, severity, r->code, a != NULL ? a->name : NULL, text, text_en);
    free(vi);
    free(en);
}

/* severest: the words of a mail hinder no report that stands in a file. */
static void
say_flags(struct findings *f, enum severity severest, const struct strings *flags, const struct attachment *a)
{
    for (size_t i = 0; i < ARRAY_LEN(remarks); i++) {
        if (flag_on(flags, remarks[i].flag))
            say(f, remarks[i].severity > severest ? remarks[i].severity : severest, &remarks[i].say, a);
    }
}

/* By its bytes; by its name where that says what they are not: "BC.7z", "BC.wps". */
static const struct format_facts *
kept_as(const struct attachment *a)
{
    const struct format_facts *kind = format_named(a->type);
    const char *dot = a->name != NULL ? strrchr(a->name, '.') : NULL;
    const struct format_facts *called = format_ending(dot != NULL ? dot + 1 : NULL);
    bool other = kind->class == FORMAT_IS_PICTURE || kind->class == FORMAT_IS_NOTHING;

    return other && called->instead != NULL ? called : kind;
}

/* Kept and not opened: with what to send in its place. */
static void
say_instead(struct findings *f, enum severity severity, const struct attachment *a)
{
    const struct format_facts *kind = kept_as(a);
    bool photo = kind->class == FORMAT_IS_PICTURE;
    char *vi = xasprintf(photo ? "%%s là ảnh loại %s, nhiều máy không mở được; đề nghị gửi lại dưới dạng .%s hoặc .pdf."
                               : "%%s là tệp loại %s, không đọc được; đề nghị gửi lại dưới dạng .%s.",
                         kind->name, kind->instead);
    char *en = xasprintf(photo ? "%%s is a picture of the kind %s, which many cannot open; please send it as .%s or .pdf."
                               : "%%s is of the kind %s, which is not read; please send it as .%s.",
                         kind->name, kind->instead);

    say(f, severity, &(struct remark){ "not-opened", vi, en }, a);
    free(vi);
    free(en);
}

static bool
is_picture(const struct attachment *a)
{
    return flag_on(&a->flags, FLAG_SCAN) || format_named(a->type)->class == FORMAT_IS_PICTURE;
}

/* A document by its name alone: of what kind its bytes are nobody knows. */
static bool
is_unknown(const struct attachment *a)
{
    return attachment_counts(a) && a->status == ATTACHMENT_STORED && a->type != NULL &&
           kept_as(a)->class == FORMAT_IS_NOTHING && kept_as(a)->instead == NULL;
}

/* It held files, of which some or all are not to be had. */
static bool
loses_files(const struct attachment *a)
{
    return a->type != NULL && format_named(a->type) == &format_facts[FORMAT_TNEF] &&
           (a->status == ATTACHMENT_UNREADABLE || flag_on(&a->flags, FLAG_TRUNCATED));
}

/* none: no file of the mail is a document; read: some document was read. */
static void
say_file(struct findings *f, const struct attachment *a, bool none, bool read, bool form)
{
    bool lost = loses_files(a);

    if (!attachment_counts(a) && !none && !lost && a->status != ATTACHMENT_QUARANTINED)
        return;
    if (a->status == ATTACHMENT_UNREADABLE || is_unknown(a))
        say(f, lost && read ? SEVERITY_WARNING : SEVERITY_ERROR, &unreadable, a);
    else if (none && a->role == FILE_CONTEXT)
        say(f, SEVERITY_WARNING, &no_document, a);
    else if (a->status == ATTACHMENT_STORED && kept_as(a)->instead != NULL &&
             !(read && kept_as(a)->class == FORMAT_IS_PICTURE))
        say_instead(f, read || kept_as(a)->class == FORMAT_IS_PICTURE ? SEVERITY_WARNING
                                                                     : SEVERITY_ERROR, a);
    else if (form && !read && is_picture(a))
        say(f, SEVERITY_WARNING, &picture, a);
    if (a->status == ATTACHMENT_QUARANTINED && !flag_on(&a->flags, FLAG_ENCRYPTED))
        say(f, SEVERITY_WARNING, &kept_shut, a);
    if (form == false && flag_on(&a->flags, FLAG_NO_RESULT))        /* else each cell has a finding */
        say(f, SEVERITY_WARNING, &no_result, a);
    if (a->status != ATTACHMENT_UNREADABLE)
        say_flags(f, SEVERITY_ERROR, &a->flags, a);
}

/* Said to count for nothing: whatever is wrong with it hinders no report. */
static bool
counts_for_nothing(const struct findings *f, const struct attachment *a)
{
    const char *title = attachment_title(a);
    bool told = false;

    for (size_t i = 0; i < f->n && title != NULL; i++)
        told = told || (strcmp(f->v[i].code, "beside") == 0 && f->v[i].place != NULL && strcmp(f->v[i].place, title) == 0);
    return told;
}

void
remarks_add(struct findings *f, const struct message *m, bool form)
{
    bool none = document_count(m) == 0, read = false;

    for (size_t i = 0; i < m->nattachments; i++) {
        const struct attachment *a = &m->attachments[i];
        read |= a->status == ATTACHMENT_READ && attachment_counts(a) && !is_picture(a);
    }
    for (size_t i = 0; i < m->nattachments; i++) {
        const struct attachment *a = &m->attachments[i];
        if (!counts_for_nothing(f, a))
            say_file(f, a, none && a->inside < 0 && a->name != NULL, read, form);
    }
    say_flags(f, read ? SEVERITY_WARNING : SEVERITY_ERROR, &m->flags, NULL);
}

static bool
says_paper(const char *text)
{
    struct tokens t;
    bool says = false;

    tokens_of(text != NULL ? text : "", PAPER_READ, &t);
    for (size_t i = 0; i < t.n && !says; i++)
        says = tokens_name_paper(&t, i);
    tokens_free(&t);
    return says;
}

/* An error page saved under a paper's name, a paper encoded twice: bytes that are text,
 * and neither a letterhead nor a table nor a paper's name in them. */
static bool
misnamed(const struct attachment *a)
{
    const char *dot = a->name != NULL ? strrchr(a->name, '.') : NULL;

    return attachment_counts(a) && a->status == ATTACHMENT_READ && a->type != NULL && format_named(a->type)->class == FORMAT_IS_WORDS &&
           dot != NULL && format_ending(dot + 1)->class == FORMAT_IS_PAPER && a->letterhead == NULL && a->ntables == 0 &&
           a->nsheets == 0 && !says_paper(a->text);
}

/* XML of a program nobody here knows: its letters were read with its marks, which is no reading of a paper. */
static bool
is_raw(const struct attachment *a)
{
    return attachment_counts(a) && a->status == ATTACHMENT_READ && a->type != NULL && format_named(a->type) == &format_facts[FORMAT_XML];
}

void
remarks_misnamed(struct findings *f, const struct message *m)
{
    bool others = false;

    for (size_t i = 0; i < m->nattachments; i++)
        others = others || (attachment_counts(&m->attachments[i]) && !is_raw(&m->attachments[i]));
    for (size_t i = 0; i < m->nattachments; i++)
        if (misnamed(&m->attachments[i]) || is_raw(&m->attachments[i]))
            say(f, is_raw(&m->attachments[i]) && others ? SEVERITY_WARNING : SEVERITY_ERROR, &unreadable, &m->attachments[i]);
}

void
remarks_sources(struct findings *f, const struct message *m, const int *files, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct attachment *a = &m->attachments[files[i]];

        if (format_named(a->type) == &format_facts[FORMAT_PDF] && a->nfields == 0)
            say(f, SEVERITY_WARNING, &from_pdf, a);
    }
}
