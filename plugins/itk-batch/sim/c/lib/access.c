/* Who may do what: access rules, locks of others, check-outs. */
#include "sim.h"
#include <pom/pom/pom.h>
#include <res/res_itk.h>
#include <sa/am.h>
#include <string.h>

/* frozen: what is released can be read only, by the rules that most sites have. */
static int frozen(tag_t object, const char *privilege)
{
    const sim_value *v = sim_attr_of(object, "release_status_list");
    if (v == NULL || v->n == 0) return 0;
    return strcmp(privilege, "WRITE") == 0 || strcmp(privilege, "DELETE") == 0 || strcmp(privilege, "CHANGE_OWNER") == 0;
}

int AM_check_privilege(tag_t object, const char *privilege, logical *verdict)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(verdict);
    SIM_OBJECT(object, NULL, &o);
    SIM_ARG(sim_text_arg(privilege, "privilege"));
    *verdict = (logical)(sim_site.bypass || (!sim_denied(privilege, object) && !frozen(object, privilege)));
    return ITK_ok;
}

int POM_who_locked_instance(tag_t instance, char **user, date_t *when, char **node)
{
    sim_object *o;
    const char *at;
    SIM_CALL();
    SIM_OUT(when);
    SIM_OBJECT(instance, NULL, &o);
    *when = sim_date_to(o->locked_by != NULL ? sim_site.now : 0);
    if (o->locked_by == NULL) {
        SIM_ARG(sim_out_text("", user));
        return sim_out_text("", node);
    }
    at = strchr(o->locked_by, '@');
    SIM_ARG(sim_out_text(sim_format("%.*s", (int)(at != NULL ? at - o->locked_by : (long)strlen(o->locked_by)), o->locked_by), user));
    return sim_out_text(at != NULL ? at + 1 : "", node);
}

int RES_is_checked_out(tag_t object, logical *checked_out)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(checked_out);
    SIM_OBJECT(object, "WorkspaceObject", &o);
    *checked_out = (logical)(sim_tag(object, "checked_out_user") != NULLTAG);
    return ITK_ok;
}

int RES_ask_reservation_object(tag_t object, tag_t *reservation)
{
    sim_object *o;
    int i;
    SIM_CALL();
    SIM_OUT(reservation);
    *reservation = NULLTAG;
    SIM_OBJECT(object, "WorkspaceObject", &o);
    for (i = 0; i < o->n_relations[0]; i++)
        if (sim_class_is(sim_get(o->relations[0][i])->class, "IMAN_RES_checkout") && !sim_get(o->relations[0][i])->deleted)
            *reservation = sim_tag(o->relations[0][i], "secondary_object");
    return *reservation != NULLTAG ? ITK_ok : sim_not_found("reservation of", sim_object_string(object));
}

int RES_ask_user(tag_t reservation, tag_t *user)
{
    sim_object *o;
    SIM_CALL();
    SIM_OUT(user);
    SIM_OBJECT(reservation, "ImanReservation", &o);
    *user = sim_tag(reservation, "user_object");
    return ITK_ok;
}
