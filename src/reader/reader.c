/* The doors of the reader but for mails, which have a file of their own. */
#include "reader/reader.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "charset.h"
#include "files.h"
#include "pdf.h"
#include "sniff.h"
#include "zip_plain.h"
#include "process/tools.h"

void
reader_ordinary(void)
{
    tools_ordinary();
}

bool
reader_is_mail(const void *bytes, size_t n)
{
    return sniff(NULL, bytes, n)->kind == FORMAT_EML;
}

/* The letters that Vietnamese is made of are looked up once, and not in every child. */
static void
letters_prepare(void)
{
    struct buf all = {0};

    for (uint32_t c = 0xC0; c < 0x250; c++)
        charset_add(&all, c);
    for (uint32_t c = 0x1E00; c < 0x1F00; c++)
        charset_add(&all, c);
    free(text_fold(buf_text(&all)));
    buf_free(&all);
}

void
reader_prepare(void)
{
    static const char sample[] =
        "From: a <a@example.com>\nSubject: =?utf-8?q?b?=\nDate: Fri, 09 Jun 2023 10:00:00 +0700\n"
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nd\n"
        "--c\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nZA==\n--c--\n";

    g_mime_init();
    charset_prepare(tools_whole());
    letters_prepare();
    zip_plain_prepare();
    if (tools_whole())
        pdf_prepare();
    message_free(reader_message(sample, sizeof sample - 1));    /* types register themselves at first use */
}

void
reader_file(const char *name, const void *bytes, size_t n, struct attachment *out)
{
    struct files f = {0};

    files_add(&f, &(struct incoming){ .name = name, .bytes = bytes, .n = n }, -1, 0);
    *out = f.v[0];
    attachment_fit(out);
    for (size_t i = 1; i < f.n; i++)
        attachment_clear(&f.v[i]);
    free(f.v);
}
