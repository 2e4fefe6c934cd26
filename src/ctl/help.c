/* What is printed of tables: the orders on one page, and completion for shells. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/command/command.h"
#include "ctl/ctl.h"

/* ---- help ---------------------------------------------------------------------------- */

static int
help_orders(const char *language)
{
    bool english = strcmp(language, "en") == 0;

    for (size_t i = 0; i < VERBS; i++)
        if (command_rules[i].usage != NULL)
            printf("%s\n        %s\n", command_usage(&command_rules[i], english),
                   english ? command_rules[i].help_en : command_rules[i].help);
    return 0;
}

static void
help_entry(const struct ctl_entry *e)
{
    printf("  %s %s\n        %s\n", e->name, e->operands, e->help);
}

int
ctl_help(struct ctl *ctl)
{
    const char *of = ctl->argc > 0 ? ctl->argv[0] : NULL,
               *language = ctl->argc > 1 ? ctl->argv[1] : "vi";

    if (ctl->argc > 1 && (strcmp(of, "orders") != 0 ||
                          (strcmp(language, "vi") != 0 && strcmp(language, "en") != 0))) {
        fputs("usage: docketctl help [COMMAND | orders [vi|en]]\n", stderr);
        return 2;
    }
    if (of != NULL && strcmp(of, "orders") == 0)
        return help_orders(language);
    for (size_t i = 0; i < ctl->nentries; i++)
        if (of == NULL || strcmp(of, ctl->entries[i].name) == 0) {
            help_entry(&ctl->entries[i]);
            if (of != NULL)
                return 0;
        }
    if (of != NULL)
        fprintf(stderr, "docketctl: there is no command \"%s\"; docketctl help lists them\n", of);
    return of == NULL ? 0 : 2;
}

/* ---- completion ------------------------------------------------------------------------ */

#define AS_IT_STANDS "abcdefghijklmnopqrstuvwxyz0123456789-"

/* " --json check show": the words of an entry that are typed as they stand;
 * those in capitals say what is to stand there. */
static char *
words_of(const struct ctl *ctl, const struct ctl_entry *e)
{
    struct buf b = {0};

    for (const char *p = e->operands; *(p += strspn(p, " []|")) != '\0';) {
        size_t n = strcspn(p, " []|");

        if (strspn(p, AS_IT_STANDS) == n)
            buf_addf(&b, " %.*s", (int)n, p);
        p += n;
    }
    for (size_t i = 0; strcmp(e->name, "help") == 0 && i < ctl->nentries; i++)
        buf_addf(&b, " %s", ctl->entries[i].name);
    if (strcmp(e->name, "setup") == 0)
        ctl_setup_options(&b);
    return b.len > 0 ? buf_take(&b) : xstrdup("");
}

/* What each command takes, as a branch of the shell's case. */
static void
put_branches(const struct ctl *ctl, const char *before, const char *between, const char *after)
{
    for (size_t i = 0; i < ctl->nentries; i++) {
        char *words = words_of(ctl, &ctl->entries[i]);

        if (*words != '\0')
            printf("%s%s%s%s%s", before, ctl->entries[i].name, between, words + 1, after);
        free(words);
    }
}

/* COMPREPLY that stays empty leaves the word to the names of files. */
static void
complete_bash(const struct ctl *ctl)
{
    fputs("# bash completion of docketctl, from its table of commands\n"
          "_docketctl() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} command= i\n"
          "    COMPREPLY=()\n"
          "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
          "        case ${COMP_WORDS[i]} in\n"
          "        -c|--now) ((i++)) ;;\n"
          "        -*) ;;\n"
          "        *) command=${COMP_WORDS[i]}; break ;;\n"
          "        esac\n"
          "    done\n"
          "    ((i > COMP_CWORD)) && return\n"
          "    case $command in\n"
          "    '') COMPREPLY=($(compgen -W \"-c --now",
          stdout);
    for (size_t i = 0; i < ctl->nentries; i++)
        printf(" %s", ctl->entries[i].name);
    fputs("\" -- \"$cur\")) ;;\n", stdout);
    put_branches(ctl, "    ", ") COMPREPLY=($(compgen -W \"", "\" -- \"$cur\")) ;;\n");
    fputs("    esac\n}\ncomplete -o default -F _docketctl docketctl\n", stdout);
}

static void
complete_zsh(const struct ctl *ctl)
{
    fputs("#compdef docketctl\n# zsh completion of docketctl, from its table of commands\nlocal -a commands\n"
          "commands=(\n",
          stdout);
    for (size_t i = 0; i < ctl->nentries; i++) {
        printf("    '%s:", ctl->entries[i].name);
        for (const char *p = ctl->entries[i].help; *p != '\0'; p++)
            fputs(*p == '\'' ? "'\\''" : (char[]){ *p, '\0' }, stdout);
        fputs("'\n", stdout);
    }
    fputs(")\n"
          "local command=\n"
          "local -i i\n"
          "for ((i = 2; i < CURRENT; i++)); do\n"
          "    case $words[i] in\n"
          "    (-c|--now) ((i++)) ;;\n"
          "    (-*) ;;\n"
          "    (*) command=$words[i]; break ;;\n"
          "    esac\n"
          "done\n"
          "if ((i > CURRENT)); then\n    _files\n    return\nfi\n"
          "case $command in\n"
          "('') _describe command commands; compadd -- -c --now ;;\n",
          stdout);
    put_branches(ctl, "(", ") compadd -- ", "; _files ;;\n");
    fputs("(*) _files ;;\nesac\n", stdout);
}

int
ctl_completion(struct ctl *ctl)
{
    if (strcmp(ctl->argv[0], "bash") == 0)
        complete_bash(ctl);
    else if (strcmp(ctl->argv[0], "zsh") == 0)
        complete_zsh(ctl);
    else
        fprintf(stderr, "docketctl: completion is for bash or zsh, not \"%s\"\n", ctl->argv[0]);
    return strcmp(ctl->argv[0], "bash") == 0 || strcmp(ctl->argv[0], "zsh") == 0 ? 0 : 2;
}
