#include "model/flag.h"

const struct flag_facts flag_facts[FLAGS] = {
    [FLAG_TRUNCATED]           = { "truncated", FLAG_IS_REMARKED },
    [FLAG_LETTERS_LOST]        = { "letters-lost", FLAG_IS_REMARKED },
    [FLAG_ENCRYPTED]           = { "encrypted", FLAG_IS_REMARKED },
    [FLAG_HIDDEN_TEXT]         = { "hidden-text", FLAG_IS_REMARKED },
    [FLAG_HIDDEN_ROWS]         = { "hidden-rows", FLAG_IS_REMARKED },
    [FLAG_HIDDEN_COLUMNS]      = { "hidden-columns", FLAG_IS_REMARKED },
    [FLAG_HIDDEN_SHEET]        = { "hidden-sheet", FLAG_IS_REMARKED },
    [FLAG_STRUCK_TEXT]         = { "struck-text", FLAG_IS_REMARKED },
    [FLAG_RAISED_TEXT]         = { "raised-text", FLAG_IS_REMARKED },
    [FLAG_TRACKED_CHANGES]     = { "tracked-changes", FLAG_IS_REMARKED },
    [FLAG_COMMENTS]            = { "comments", FLAG_IS_REMARKED },
    [FLAG_NO_RESULT]           = { "formula-without-result", FLAG_IS_REMARKED },
    [FLAG_EMBEDDED]            = { "embedded", FLAG_IS_REMARKED },
    [FLAG_EMBEDDED_FILES]      = { "embedded-files", FLAG_IS_REMARKED },
    [FLAG_XFA]                 = { "xfa", FLAG_IS_REMARKED },
    [FLAG_SCRIPTS]             = { "scripts", FLAG_IS_RECORDED },
    [FLAG_EXTERNAL_LINKS]      = { "external-links", FLAG_IS_REMARKED },
    [FLAG_MACROS]              = { "macros", FLAG_IS_REMARKED },         /* and decides, while no officer does */
    [FLAG_SCAN]                = { "scan", FLAG_IS_NOTED },
    [FLAG_OCR]                 = { "ocr", FLAG_IS_REMARKED },
    [FLAG_PDF_SIGNATURE]       = { "pdf-signature", FLAG_IS_NOTED },
    [FLAG_BLANK_NUMBER]        = { "blank-number", FLAG_DECIDES },  /* the line for it stands at the paper's head, not filled in */
    [FLAG_BLANK_DAY]           = { "blank-day", FLAG_DECIDES },
    [FLAG_SIGNATURE_UNCHECKED] = { "signature-unchecked", FLAG_IS_REMARKED },
    [FLAG_ENCODING_UNKNOWN]    = { "encoding-unknown", FLAG_IS_REMARKED },
    [FLAG_CHARSET_GUESSED]     = { "charset-guessed", FLAG_IS_RECORDED },
    [FLAG_CHARSET_UNKNOWN]     = { "charset-unknown", FLAG_IS_REMARKED },
    [FLAG_NAMES_GUESSED]       = { "names-guessed", FLAG_IS_RECORDED },
    [FLAG_TCVN3]               = { "tcvn3", FLAG_DECIDES },
    [FLAG_VNI]                 = { "vni", FLAG_DECIDES },
    [FLAG_SYMBOLS]             = { "symbols", FLAG_IS_RECORDED },
    [FLAG_NFD]                 = { "nfd", FLAG_IS_RECORDED },
    [FLAG_RAW_8BIT_HEADER]     = { "raw-8bit-header", FLAG_IS_RECORDED },
    [FLAG_SINCE_1904]          = { "date-1904", FLAG_DECIDES },
    [FLAG_INLINE]              = { "inline", FLAG_DECIDES },
    [FLAG_RETURNED]            = { "returned", FLAG_DECIDES },
    [FLAG_DOUBTFUL_STRUCTURE]  = { "doubtful-structure", FLAG_DECIDES },
    [FLAG_ODD_FROM]            = { "odd-from", FLAG_IS_RECORDED },
    [FLAG_TWO_TEXTS]           = { "two-texts", FLAG_DECIDES },     /* what is read is not what is seen: no order is carried out on it */
};

bool
flag_on(const struct strings *flags, enum flag flag)
{
    return strings_has(flags, flag_facts[flag].name);
}

void
flag_add(struct strings *flags, enum flag flag)
{
    if (flags != NULL && !flag_on(flags, flag))
        strings_add(flags, flag_facts[flag].name);
}
