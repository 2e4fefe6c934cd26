/* Names are sought from slash to slash: one byte of 256 in compressed pictures.
 *
 * A PDF shows words only in a font, and the names of fonts, forms and pages
 * stand in the clear unless objects are packed in object streams (ISO 32000-1,
 * 7.5.7, 9.3). One without any of these has pages of pictures, or is damaged.
 * Who hides a name behind "#46" hides his words from us and from nobody else. */
#include "skim.h"

#include <string.h>

#include "base/mem.h"
#include "files.h"

unsigned
skim_words(const struct skim *skim, const unsigned char *bytes, size_t n)
{
    const unsigned char *at = bytes, *end = bytes + n;
    unsigned found = 0;

    while (at < end && (at = memchr(at, '/', (size_t)(end - at))) != NULL) {
        for (unsigned i = 0; skim->words[i] != NULL; i++) {
            const char *word = skim->words[i];
            size_t len;

            if (at + 1 < end && at[1] == (unsigned char)word[1] &&
                (len = strlen(word)) <= (size_t)(end - at) && memcmp(at, word, len) == 0)
                found |= 1u << i;
        }
        at++;
    }
    return found;
}

bool
skim_must_read(const struct skim *skim, unsigned found)
{
    return (found & skim->must) != 0;
}

/* ---- PDF ---------------------------------------------------------------------------- */

enum { PAGE, FONT, OBJECTS, FORM, ENCRYPTED, SIGNED, XFA, SCRIPT, FILES };

static const char *const pdf_words[] = {
    [PAGE] = "/Page", [FONT] = "/Font", [OBJECTS] = "/ObjStm", [FORM] = "/AcroForm",
    [ENCRYPTED] = "/Encrypt", [SIGNED] = "/ByteRange", [XFA] = "/XFA", [SCRIPT] = "/JavaScript",
    [FILES] = "/EmbeddedFile", NULL
};

static const struct { int word; enum flag flag; } marks[] = {
    { SIGNED, FLAG_PDF_SIGNATURE }, { XFA, FLAG_XFA }, { SCRIPT, FLAG_SCRIPTS }, { FILES, FLAG_EMBEDDED_FILES },
};

void
pdf_marks(struct attachment *a, unsigned found, bool scan)
{
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        if ((found & 1u << marks[i].word) != 0)
            flag_add(&a->flags, marks[i].flag);
    }
    if (scan)                           /* a picture, or letters drawn as lines: nothing of it was read */
        flag_add(&a->flags, FLAG_SCAN);
}

static void
pdf_tell(struct attachment *a, unsigned found)
{
    if ((found & 1u << PAGE) == 0) {
        refuse(a, ATTACHMENT_UNREADABLE, "the PDF is damaged: there is no page in it");
        return;
    }
    a->status = ATTACHMENT_READ;
    a->text = xstrdup("");
    pdf_marks(a, found, true);
}

const struct skim pdf_skim = {
    pdf_words, 1u << FONT | 1u << OBJECTS | 1u << FORM | 1u << ENCRYPTED, pdf_tell
};
