/* The settings: names, lookup, and their end. */
#include "model/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"

const char *const language_names[LANGUAGES] = { "vi", "en", "vi+en", "en+vi" };
const char *const tls_mode_names[TLS_MODES] = { "implicit", "starttls", "none" };
const char *const oauth2_provider_names[OAUTH2_PROVIDERS] = { "google", "microsoft", "other" };
const char *const mark_names[MARKS] = { "keyword", "seen", "move" };
const char *const notices_names[NOTICES] = { "on", "daily", "off" };
const char *const tongue_names[TONGUES] = { "office", "vi", "en" };
const char *const role_names[ROLES] = { "viewer", "officer", "lead" };

const char *
office_language(const struct office_settings *office)
{
    return office->language != NULL && strncmp(office->language, "en", 2) == 0 ? "en" : "vi";
}

const struct officer *
settings_officer(const struct settings *s, const char *address)
{
    const struct officer *found = NULL;
    char *folded;

    if (address == NULL)
        return NULL;
    folded = address_fold(address);
    for (size_t i = 0; found == NULL && i < s->nofficers; i++) {
        if (strcmp(s->officers[i].address, folded) == 0)
            found = &s->officers[i];
    }
    free(folded);
    return found;
}

static void
secret_free(char *secret)
{
    if (secret != NULL)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}

static void
server_clear(struct server *s)
{
    free(s->host);
    free(s->ca_file);
    free(s->user);

    free(s->password_file);
    secret_free(s->password);
    free(s->oauth2_token_file);
}

static void
oauth2_clear(struct oauth2_settings *o)
{
    free(o->client_id);
    free(o->client_secret_file);
    secret_free(o->client_secret);
    free(o->tenant);
    free(o->authorize_url);
    free(o->token_url);
    free(o->device_url);
    free(o->scope);
    free(o->ca_file);
    free(o->token_file);
}

static void
office_clear(struct office_settings *o)
{
    free(o->name);
    free(o->from_name);
    free(o->address);
    free(o->contact);
    free(o->phone);
    free(o->language);
    strings_free(&o->authserv_ids);
    free(o->secret_file);
    secret_free(o->secret);
}

static void
above_clear(struct above_settings *a)
{
    free(a->address);
    free(a->unit);
    free(a->plan);
    free(a->key_file);
    secret_free(a->key);
}

const char *
settings_key_of(const struct settings *s, const char *unit)
{
    for (size_t i = 0; i < s->nbelow; i++)
        if (strcmp(s->below[i].unit, unit) == 0)
            return s->below[i].key;
    return NULL;
}

void
settings_free(struct settings *s)
{
    if (s == NULL)
        return;
    free(s->file);
    office_clear(&s->office);
    server_clear(&s->mailbox.server);
    strings_free(&s->mailbox.folders);
    free(s->mailbox.keyword);
    free(s->mailbox.move_to);
    server_clear(&s->sending.server);
    oauth2_clear(&s->oauth2);
    for (size_t i = 0; i < s->nofficers; i++) {
        free(s->officers[i].address);
        free(s->officers[i].name);
        free(s->officers[i].phone);
    }
    free(s->officers);
    strings_free(&s->plan_files);
    free(s->letters);
    free(s->chat.urls_file);
    free(s->chat.bot_file);
    if (s->chat.bot != NULL)
        explicit_bzero(s->chat.bot, strlen(s->chat.bot));
    free(s->chat.bot);
    free(s->chat.bot_name);
    free(s->chat.bot_server);
    for (size_t i = 0; i < s->chat.urls.n; i++)
        explicit_bzero(s->chat.urls.v[i], strlen(s->chat.urls.v[i]));
    strings_free(&s->chat.urls);
    free(s->chat.ca_file);
    free(s->board.folder);
    free(s->board.templates);
    strings_free(&s->alarm.command);
    above_clear(&s->above);
    for (size_t i = 0; i < s->nbelow; i++) {
        free(s->below[i].unit);
        free(s->below[i].key_file);
        secret_free(s->below[i].key);
    }
    free(s->below);
    free(s->metrics);
    free(s->state);
    free(s->runtime);
    free(s->reader);
    strings_free(&s->reminder_days);
    free(s->guide);
    free(s);
}
