/* Registers handlers: a table of functions, casts of them, a switch, a va_list. One
   constant is real, but not among the facts: a doubt, and no error. */
#include <stdarg.h>
#include <string.h>
#include <tccore/custom.h>
#include <epm/epm.h>
#include <tc/emh.h>
#include <ict/ict_userservice.h>

typedef struct { const char *name; int (*run)(EPM_action_message_t); } site_handler_t;

static int SITE_none(EPM_action_message_t msg) { (void)msg; return ITK_ok; }

static EPM_decision_t SITE_decide(EPM_rule_message_t msg)
{
    switch (msg.proposed_action) {
    case EPM_complete_action: return EPM_go;
    case EPM_assign_action: /* falls through */
    default:
        break;
    }
    return EPM_nogo;
}

static const site_handler_t handlers[] = {
    { "SITE-none", SITE_none },
    { "SITE-other", (int (*)(EPM_action_message_t))SITE_none },
};

extern int SITE_register(int *decision, va_list args)
{
    int rc = ITK_ok;
    size_t i;

    (void)args;
    *decision = ALL_CUSTOMIZATIONS;
    for (i = 0; i < sizeof handlers / sizeof handlers[0] && rc == ITK_ok; i++)
        rc = EPM_register_action_handler(handlers[i].name, "", (EPM_action_handler_t)handlers[i].run);
    if (rc == ITK_ok) rc = EPM_register_rule_handler("SITE-decide", "", (EPM_rule_handler_t)SITE_decide);
    return rc;
}
