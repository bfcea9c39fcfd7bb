/* DATE_*: text of dates. */
#include "sim.h"
#include <fclasses/tc_date.h>
#include <tc/tc_util.h>

int DATE_default_date_format(char **format)
{
    SIM_CALL();
    return sim_out_text("%d-%b-%Y %H:%M", format);
}

int DATE_date_to_string(date_t date, const char *format, char **text)
{
    SIM_CALL();
    SIM_ARG(sim_text_arg(format, "format"));
    return sim_out_text(sim_date_text(sim_date_of(&date), format), text);
}

int ITK_date_to_string(date_t date, char **text)
{
    SIM_CALL();
    return sim_out_text(sim_date_text(sim_date_of(&date), "%d-%b-%Y %H:%M"), text);
}

int ITK_string_to_date(const char *text, date_t *date)
{
    sim_date d;
    SIM_CALL();
    SIM_OUT(date);
    SIM_ARG(sim_text_arg(text, "text"));
    d = sim_date_parse(text);
    if (d < 0) return sim_error(515050, "\"%s\" is no date", text);
    *date = sim_date_to(d);
    return ITK_ok;
}

int DATE_string_to_date_t(char *text, logical *valid, date_t *date)
{
    sim_date d;
    SIM_CALL();
    SIM_OUT(valid);
    SIM_OUT(date);
    SIM_ARG(sim_text_arg(text, "text"));
    d = sim_date_parse(text);
    *valid = (logical)(d >= 0);
    *date = sim_date_to(d < 0 ? 0 : d);
    return ITK_ok;
}
