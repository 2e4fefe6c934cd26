/* What is printed of tables: the orders on one page, and completion for shells. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "core/command/command.h"
#include "ctl/ctl.h"

/* ---- help ---------------------------------------------------------------------------- */

static int
help_orders(const char *language)
{
    bool english = strcmp(language, "en") == 0;

    for (size_t i = 0; i < VERBS; i++)
        if (command_rules[i].usage != NULL)
            printf("%s\n        %s\n", command_rules[i].usage,
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

/* "--json -o": the options that the operands of an entry name. */
static char *
options_of(const struct ctl_entry *e)
{
    struct buf b = {0};

    for (const char *p = strchr(e->operands, '-'); p != NULL; p = strchr(p, '-')) {
        size_t n = strspn(p, "-abcdefghijklmnopqrstuvwxyz");

        if ((p == e->operands || strchr(" [", p[-1]) != NULL) && n > 1 &&
            p[n - 1] != '-')
            buf_addf(&b, "%s%.*s", b.len > 0 ? " " : "", (int)n, p);
        p += n > 0 ? n : 1;
    }
    if (strcmp(e->name, "setup") == 0)
        ctl_setup_options(&b);
    return buf_take(&b);
}

static void
names_of(const struct ctl *ctl, FILE *out)
{
    for (size_t i = 0; i < ctl->nentries; i++)
        fprintf(out, "%s%s", i > 0 ? " " : "", ctl->entries[i].name);
}

static void
complete_bash(const struct ctl *ctl)
{
    fputs(
        "# bash completion of docketctl, from its table of commands\n_docketctl() {\n"
        "    local cur=${COMP_WORDS[COMP_CWORD]} word command=\n"
        "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
        "        case $word in -*|/*) ;; *) command=$word; break ;; esac\n    done\n    case $command in\n"
        "    '') COMPREPLY=($(compgen -W \"-c --now ",
        stdout);
    names_of(ctl, stdout);
    fputs("\" -- \"$cur\")) ;;\n", stdout);
    for (size_t i = 0; i < ctl->nentries; i++) {
        char *options = options_of(&ctl->entries[i]);

        if (strcmp(ctl->entries[i].name, "help") == 0) {
            fputs("    help) COMPREPLY=($(compgen -W \"orders ", stdout);
            names_of(ctl, stdout);
            fputs("\" -- \"$cur\")) ;;\n", stdout);
        } else if (*options != '\0') {
            printf("    %s) COMPREPLY=($(compgen -W \"%s\" -- \"$cur\")) ;;\n",
                   ctl->entries[i].name, options);
        }
        free(options);
    }
    fputs("    esac\n}\ncomplete -o default -F _docketctl docketctl\n", stdout);
}

static void
complete_zsh(const struct ctl *ctl)
{
    fputs(
        "#compdef docketctl\n# zsh completion of docketctl, from its table of commands\nlocal -a commands\ncommands=(\n",
        stdout);
    for (size_t i = 0; i < ctl->nentries; i++) {
        printf("    '%s:", ctl->entries[i].name);
        for (const char *p = ctl->entries[i].help; *p != '\0'; p++)
            fputs(*p == '\'' ? "'\\''" : (char[]){ *p, '\0' }, stdout);
        fputs("'\n", stdout);
    }
    fputs(
        ")\nif (( CURRENT == 2 )); then\n    _describe command commands\n    return\nfi\ncase $words[2] in\n",
        stdout);
    for (size_t i = 0; i < ctl->nentries; i++) {
        char *options = options_of(&ctl->entries[i]);

        if (*options != '\0')
            printf("%s) compadd -- %s; _files ;;\n", ctl->entries[i].name, options);
        free(options);
    }
    fputs("*) _files ;;\nesac\n", stdout);
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
