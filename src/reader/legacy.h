/* Text that only its font shows right: Vietnamese in fonts from before Unicode,
 * stored as Latin-1 letters, and ticks in fonts of symbols. */
#ifndef READER_LEGACY_H
#define READER_LEGACY_H

#include "model/flag.h"

enum legacy {
    LEGACY_NONE,
    LEGACY_TCVN3,
    LEGACY_VNI,
    LEGACY_WINGDINGS,
    LEGACY_WINGDINGS2,
    LEGACIES
};
#define LEGACY_LETTERS LEGACY_WINGDINGS                 /* those before it are alphabets */
extern const enum flag legacy_flags[LEGACIES];          /* none for LEGACY_NONE */

enum legacy legacy_font(const char *font);              /* ".VnTime", "VNI-Times", "Wingdings" */
/* By how many words are Vietnamese each way; only a clear win counts. */
enum legacy legacy_guess(const char *utf8);
/* Of LEGACY_NONE a copy: its soft hyphens go, which are letters only in TCVN3. */
char *legacy_convert(enum legacy, const char *utf8);

#endif
