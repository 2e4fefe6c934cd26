/* The group oauth2 of docketd.conf, and what is known of the two large providers. */
#include "oauth2.h"

#include <string.h>

#include "base/mem.h"

#define OAUTH2(M) offsetof(struct settings, oauth2.M)
static const struct option oauth2_rows[] = {
    { "provider", OPTION_CHOICE, OAUTH2(provider), .names = oauth2_provider_names, .nnames = OAUTH2_PROVIDERS, .fallback = "google",
      .help = "Whose login server it is; with \"other\" its addresses stand below." },
    { "client_id", OPTION_TEXT, OAUTH2(client_id), .most = 200,
      .help = "The client (application) id that the office registered for docketd with the provider." },
    { "client_secret_file", OPTION_SECRET, OAUTH2(client_secret_file),
      .help = "File with the client's secret, where the provider gave one (Google does); or \"credential:NAME\"." },
    { "client_secret", OPTION_REFUSED, .wants = "put it into a file of its own and name it with client_secret_file = \"FILE\"" },
    { "tenant", OPTION_HOST, OAUTH2(tenant), .fallback = "common", .help = "Microsoft's directory (tenant) id or domain." },
    { "authorize_url", OPTION_TEXT, OAUTH2(authorize_url), .most = 500, .help = "Where a person consents; known for Google and Microsoft." },
    { "token_url", OPTION_TEXT, OAUTH2(token_url), .most = 500, .help = "Where tokens are given; known for Google and Microsoft." },
    { "device_url", OPTION_TEXT, OAUTH2(device_url), .most = 500,
      .help = "Where device codes are given (RFC 8628); known for Microsoft. Google gives none for mail." },
    { "scope", OPTION_TEXT, OAUTH2(scope), .most = 500, .help = "What is asked for; known for Google and Microsoft: reading and sending mail." },
    { "ca_file", OPTION_PATH, OAUTH2(ca_file), .help = "Certificates (PEM) to trust instead of the system's." },
    { "token_file", OPTION_PATH, OAUTH2(token_file),
      .help = "File in which docketctl login and the daemon keep the tokens; without this option it is \"oauth2\" in the state folder. "
      "Only docketd may read it." },
};

const struct options oauth2_options = {
    "oauth2", oauth2_rows, ARRAY_LEN(oauth2_rows), 0, NULL,
    "Login without a password (RFC 6749), for servers that say oauth2 = true. \"docketctl login\" gets the first token." };

static char *oauth2_default(enum oauth2_provider provider, const char *what, const char *tenant)
{
    static const struct { enum oauth2_provider provider; const char *what, *value; } known[] = {
        { OAUTH2_GOOGLE, "authorize", "https://accounts.google.com/o/oauth2/v2/auth" },
        { OAUTH2_GOOGLE, "token", "https://oauth2.googleapis.com/token" },
        { OAUTH2_GOOGLE, "scope", "https://mail.google.com/" },
        { OAUTH2_MICROSOFT, "authorize", "https://login.microsoftonline.com/%s/oauth2/v2.0/authorize" },
        { OAUTH2_MICROSOFT, "token", "https://login.microsoftonline.com/%s/oauth2/v2.0/token" },
        { OAUTH2_MICROSOFT, "device", "https://login.microsoftonline.com/%s/oauth2/v2.0/devicecode" },
        { OAUTH2_MICROSOFT, "scope",
          "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access" },
    };

    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (known[i].provider == provider && strcmp(known[i].what, what) == 0) {
            const char *gap = strstr(known[i].value, "%s");

            return gap == NULL ? xstrdup(known[i].value)
                               : xasprintf("%.*s%s%s", (int)(gap - known[i].value), known[i].value, tenant, gap + 2);
        }
    return NULL;
}

void oauth2_complete(struct settings *s)
{
    struct oauth2_settings *o = &s->oauth2;
    const struct { char **at; const char *what; } v[] = {
        { &o->authorize_url, "authorize" }, { &o->token_url, "token" }, { &o->device_url, "device" }, { &o->scope, "scope" },
    };

    for (size_t i = 0; i < ARRAY_LEN(v); i++)
        if (*v[i].at == NULL)
            *v[i].at = oauth2_default(o->provider, v[i].what, o->tenant);
    if (o->token_file == NULL)
        o->token_file = xasprintf("%s/oauth2", s->state);
    s->mailbox.server.oauth2 = s->mailbox.server.use_oauth2 ? o : NULL;
    s->sending.server.oauth2 = s->sending.server.use_oauth2 ? o : NULL;
}

void
oauth2_check(struct options_run *run, const struct config_setting_t *root, const struct settings *s)
{
    const struct config_setting_t *group = options_member(root, "oauth2");
    const struct oauth2_settings *o = &s->oauth2;
    const struct { const char *key, *url; bool needed; } v[] = {
        { "authorize_url", o->authorize_url, o->provider == OAUTH2_OTHER }, { "token_url", o->token_url, o->provider == OAUTH2_OTHER },
        { "device_url", o->device_url, false },
    };
    bool used = s->mailbox.server.use_oauth2 || s->sending.server.use_oauth2;

    if (used && o->client_id == NULL)
        options_problem(run, group ? group : root, group ? "client_id" : "oauth2.client_id",
                        "is missing: a server says oauth2 = true");
    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        if (v[i].url != NULL && strncmp(v[i].url, "https://", 8) != 0)
            options_problem(run, group, v[i].key, "must begin with https://");
        if (used && v[i].needed && v[i].url == NULL)
            options_problem(run, group ? group : root, v[i].key, "is missing: provider is \"other\"");
    }
}
