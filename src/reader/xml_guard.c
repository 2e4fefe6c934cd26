#include "xml_guard.h"

#include "base/problem.h"

void
xml_guard_stop(struct xml_guard *g)
{
    g->stopped = true;
    if (g->parser != NULL)
        XML_StopParser(g->parser, XML_FALSE);
}

void
xml_guard_refuse(struct xml_guard *g, const char *rule)
{
    g->refused = rule;
    xml_guard_stop(g);
}

static void XMLCALL
on_doctype(void *data, const char *name, const char *system_id, const char *public_id, int internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    xml_guard_refuse(data, "has a DOCTYPE, which office files never have");
}

int
xml_guard_open(struct xml_guard *g, char **why)
{
    if ((g->parser = XML_ParserCreate(NULL)) == NULL)
        return cause_set(why, "no memory to read the XML");
    XML_SetUserData(g->parser, g);
    XML_SetStartDoctypeDeclHandler(g->parser, on_doctype);
    return 0;
}

void
xml_guard_close(struct xml_guard *g)
{
    if (g->parser != NULL)
        XML_ParserFree(g->parser);
}
