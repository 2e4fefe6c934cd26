/* Vietnamese text in fonts from before Unicode: the letters are stored as
 * Latin-1 letters and only the font shows them right. */
#ifndef READER_LEGACY_H
#define READER_LEGACY_H

enum legacy { LEGACY_NONE, LEGACY_TCVN3, LEGACY_VNI, LEGACIES };
extern const char *const legacy_names[LEGACIES];        /* "", "tcvn3", "vni": the flags */

enum legacy legacy_font(const char *font);              /* ".VnTime", "VNI-Times" */
/* By how many words are Vietnamese each way; only a clear win counts. */
enum legacy legacy_guess(const char *utf8);
char *legacy_convert(enum legacy, const char *utf8);

#endif
