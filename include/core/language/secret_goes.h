/* By what way the paper goes of which a sentence says that it is secret. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_SECRET_GOES_H
#define DOCKETD_CORE_LANGUAGE_SECRET_GOES_H

#include "core/language/tokens.h"

enum goes {
    GOES_UNSAID,                /* or only what its reader is not to do with it */
    GOES_HERE,                  /* with this mail: "tài liệu mật em gửi qua mail" */
    GOES_APART,                 /* not so: "văn bản mật không gửi qua mail", "... gửi qua cơ yếu" */
};
/* The paper begins at `paper`, and what is said of it behind its grade at `to`. */
enum goes secret_goes(const struct tokens *, size_t paper, size_t to);

#endif
