/* libconfig files to settings and plan. Both readers walk option tables: each
 * row is {key, type, range, default, help}; an unknown key, a wrong type, a
 * value out of range, a duplicate or a dangling reference is a problem with
 * file and line. All problems are collected, then NULL is returned. */
#ifndef DOCKETD_CONFIG_CONFIG_H
#define DOCKETD_CONFIG_CONFIG_H

#include <stdio.h>

#include "base/problem.h"
#include "model/plan.h"
#include "model/settings.h"

struct settings *settings_read(const char *file, struct problems *);
struct plan *plan_read(const char *file, struct problems *);
/* Plans in force together as one. The first speaks for what they share: units
 * it names are as it says, rounds it has are its own. A report's own plan
 * decides who owes it. The same as plan_read where one file is named. */
struct plan *plans_read(const struct strings *files, struct problems *);

/* docket-reader beside the running program, else the installed one; owned. */
char *settings_find_reader(void);

/* What only both together show: an officer or the office itself must not have
 * the address of a unit. 0, or -1 with problems. */
int settings_suit(const struct settings *, const struct plan *, struct problems *);

/* What is allowed and worth a word before it surprises: one line each. */
void settings_notes(const struct settings *, bool english, FILE *out);
/* Of the plan: reminded units that all have ended by this day or have no address. */
void plan_notes(const struct plan *, struct date today, bool english, FILE *out);
/* Of several plans: which of them asks for the rounds of a report until when,
 * and whose words hold for a unit that they describe differently. */
void plans_notes(const struct plan *, bool english, FILE *out);

/* Secrets are not read with the rest, so that a configuration can be checked
 * and a docket read on a machine that does not have them. A secret file must
 * be a regular file that others cannot read or write, with one line in it.
 * settings_secrets fills the passwords and office.secret; settings_own_secret
 * office.secret alone, for work that opens no connection. Where no secret_file
 * is configured office.secret stays NULL: the daemon keeps one in the state
 * folder. 0, or -1 with problems. */
int settings_secrets(struct settings *, struct problems *);
int settings_own_secret(struct settings *, struct problems *);

/* The option tables as sections of docketd.conf(5), in mdoc(7): `docketctl options`. */
void settings_describe(FILE *out);

#endif
