/* The group oauth2 of docketd.conf; for settings.c. */
#ifndef CONFIG_OAUTH2_H
#define CONFIG_OAUTH2_H

#include "config/options.h"
#include "model/settings.h"

extern const struct options oauth2_options;
/* What the file leaves out and the provider tells; once the rest is read. */
void oauth2_complete(struct settings *);
void oauth2_check(struct options_run *, const struct config_setting_t *root, const struct settings *);

#endif
