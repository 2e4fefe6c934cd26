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

/* The option tables as a table for docketd.conf(5): `docketctl options`. */
void settings_describe(FILE *out);

#endif
