/* EMH_*: the error stack. Its arrays belong to it and are never freed by programs. */
#include "sim.h"
#include <tc/emh.h>
#include <tc/tc_util.h>
#include <string.h>

enum { DEPTH = 64 };
static int severities[DEPTH], ifails[DEPTH];
static const char *texts[DEPTH];
static int depth;

static void push(int severity, int ifail, char *text)
{
    if (depth == DEPTH) depth = 0;
    severities[depth] = severity;
    ifails[depth] = ifail;
    texts[depth++] = text;
}

int sim_error(int code, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    push(EMH_severity_error, code, sim_keep(text));
    return code;
}

int sim_not_found(const char *what, const char *name)
{
    if (!sim_harsh(SW_NOT_FOUND)) return ITK_ok;
    return sim_error(515003, "there is no %s \"%s\"", what, name);
}

int EMH_ask_errors(int *n_ifails, const int **severity, const int **ifail, const char ***text)
{
    int rc = sim_enter(__func__, SIM_ANYTIME);
    if (rc != ITK_ok) return rc;
    SIM_OUT(n_ifails);
    *n_ifails = depth;
    if (severity != NULL) *severity = severities;
    if (ifail != NULL) *ifail = ifails;
    if (text != NULL) *text = texts;
    return ITK_ok;
}

int EMH_ask_error_text(int ifail, char **text)
{
    int i, rc = sim_enter(__func__, SIM_ANYTIME);
    if (rc != ITK_ok) return rc;
    for (i = depth - 1; i >= 0; i--)
        if (ifails[i] == ifail) return sim_out_text(texts[i], text);
    return sim_out_text(sim_format("error %d", ifail), text);
}

int EMH_get_error_string(tag_t object, int ifail, char **text)
{
    (void)object;
    return EMH_ask_error_text(ifail, text);
}

int EMH_clear_errors(void)
{
    int rc = sim_enter(__func__, SIM_ANYTIME);
    depth = 0;
    return rc;
}

int EMH_clear_last_error(int ifail)
{
    int rc = sim_enter(__func__, SIM_ANYTIME);
    if (depth > 0 && ifails[depth - 1] == ifail) depth--;
    return rc;
}

int EMH_store_error(int severity, int ifail)
{
    int rc = sim_enter(__func__, SIM_ANYTIME);
    push(severity, ifail, sim_format("error %d", ifail));
    return rc;
}

int EMH_store_error_s1(int severity, int ifail, const char *s1)
{
    int rc = sim_enter(__func__, SIM_ANYTIME);
    push(severity, ifail, sim_format("error %d: %s", ifail, s1));
    return rc;
}

const char *EMH_ask_system_log(void)
{
    return sim_enter(__func__, SIM_ANYTIME) == ITK_ok ? "tc.syslog" : NULL;
}

void TC_write_syslog(const char *format, ...)
{
    va_list args;
    char text[4096];
    if (sim_enter(__func__, SIM_ANYTIME) != ITK_ok) return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
}

int TC_printf(const char *format, ...)
{
    va_list args;
    int n;
    if (sim_enter(__func__, SIM_ANYTIME) != ITK_ok) return -1;
    va_start(args, format);
    n = vprintf(format, args);
    va_end(args);
    return n;
}
