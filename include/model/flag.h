/* What the reader saw and a person or a rule must know: a code each, none of
 * which ends in the reader. In a message or attachment they stand as names. */
#ifndef DOCKETD_MODEL_FLAG_H
#define DOCKETD_MODEL_FLAG_H

#include <stdbool.h>

#include "base/mem.h"

enum flag {
    FLAG_TRUNCATED,
    FLAG_LETTERS_LOST,
    FLAG_ENCRYPTED,
    FLAG_HIDDEN_TEXT,
    FLAG_HIDDEN_ROWS,
    FLAG_HIDDEN_COLUMNS,
    FLAG_HIDDEN_SHEET,
    FLAG_STRUCK_TEXT,
    FLAG_RAISED_TEXT,
    FLAG_TRACKED_CHANGES,
    FLAG_COMMENTS,
    FLAG_NO_RESULT,
    FLAG_EMBEDDED,
    FLAG_EMBEDDED_FILES,
    FLAG_XFA,
    FLAG_SCRIPTS,
    FLAG_EXTERNAL_LINKS,
    FLAG_MACROS,
    FLAG_SCAN,
    FLAG_OCR,
    FLAG_PDF_SIGNATURE,
    FLAG_BLANK_NUMBER,
    FLAG_BLANK_DAY,
    FLAG_SIGNATURE_UNCHECKED,
    FLAG_ENCODING_UNKNOWN,
    FLAG_CHARSET_GUESSED,
    FLAG_CHARSET_UNKNOWN,
    FLAG_NAMES_GUESSED,
    FLAG_TCVN3,
    FLAG_VNI,
    FLAG_SYMBOLS,
    FLAG_NFD,
    FLAG_RAW_8BIT_HEADER,
    FLAG_SINCE_1904,
    FLAG_INLINE,
    FLAG_RETURNED,
    FLAG_DOUBTFUL_STRUCTURE,
    FLAG_ODD_FROM,
    FLAG_TWO_TEXTS,
    FLAGS
};

enum flag_end {                 /* where it ends */
    FLAG_IS_REMARKED,           /* a remark or finding of the report: core/form/remarks.c */
    FLAG_IS_NOTED,              /* beside the file's name in the letter: core/letter/context.c */
    FLAG_DECIDES,               /* a rule of core asks for it */
    FLAG_IS_RECORDED,           /* nothing is lost by it: kept with the message for docketctl show */
};

struct flag_facts { const char *name; enum flag_end end; };

extern const struct flag_facts flag_facts[FLAGS];

bool flag_on(const struct strings *flags, enum flag flag);
void flag_add(struct strings *flags, enum flag flag);       /* once; NULL flags: nobody asks */

#endif
