/* ITK_*: start, command line, login and logout; the user of the session. */
#include "sim.h"
#include <pom/pom/pom.h>
#include <tc/tc_startup.h>
#include <tc/tc_util.h>
#include <tcinit/tcinit.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

extern int sim_argc;
extern char **sim_argv;

int ITK_initialize_text_services(int mode)
{
    (void)mode;
    return sim_enter(__func__, SIM_ANYTIME);
}

int ITK_set_journalling(logical on)
{
    (void)on;
    return sim_enter(__func__, SIM_ANYTIME);
}

/* argument finds an option; the pointer points into the command line. */
static char *argument(const char *keyword)
{
    size_t n = strlen(keyword);
    int i, prefix = n > 0 && keyword[n - 1] == '=';

    for (i = 1; i < sim_argc; i++) {
        if (strncmp(sim_argv[i], keyword, n) != 0) continue;
        if (prefix) return sim_argv[i] + n;
        if (sim_argv[i][n] == '\0' || sim_harsh(SW_CLI_FLAG)) return sim_argv[i] + n;
    }
    return NULL;
}

char *ITK_ask_cli_argument(const char *keyword)
{
    if (keyword == NULL || sim_enter(__func__, SIM_ANYTIME) != ITK_ok) return NULL;
    return argument(keyword);
}

static int member_of(tag_t user, tag_t group)
{
    tag_t t;
    for (t = 1; t <= sim_count(); t++)
        if (sim_class_is(sim_get(t)->class, "GroupMember") && sim_tag(t, "the_user") == user &&
            sim_tag(t, "the_group") == group)
            return 1;
    return 0;
}

/* take_locale does what a login may do with the locale of the environment. */
static void take_locale(void)
{
    if (!sim_harsh(SW_LOCALE)) return;
    setenv("LOCPATH", sim_format("%s/locale", getenv("TC_ROOT")), 1);
    setlocale(LC_NUMERIC, "comma");
}

static int login(const char *user_id, const char *password, const char *group)
{
    tag_t user = sim_find("POM_user", "user_id", user_id);
    const char *want;

    if (sim_logged_in()) {
        sim_watch("login while a session is open");
        return sim_error(515004, "there is a session already");
    }
    want = user != NULLTAG ? sim_string(user, "password") : "";
    if (user == NULLTAG || (want[0] != '\0' && (password == NULL || strcmp(want, password) != 0)))
        return sim_error(515005, "the login of \"%s\" is refused", user_id);
    if (strcmp(sim_string(user, "status_text"), "inactive") == 0)
        return sim_error(515006, "the user \"%s\" is inactive", user_id);
    sim_site.group = sim_tag(user, "default_group");
    if (group != NULL && group[0] != '\0') {
        sim_site.group = sim_find("POM_group", "name", group);
        if (sim_site.group == NULLTAG || !member_of(user, sim_site.group))
            return sim_error(515007, "\"%s\" is no member of the group \"%s\"", user_id, group);
    }
    sim_site.user = user;
    take_locale();
    sim_session(1);
    return ITK_ok;
}

/* read_password returns the first line of the file; NULL when it cannot be read. */
static char *read_password(const char *path)
{
    char line[256] = "";
    FILE *f = fopen(path, "r");
    if (f == NULL) return NULL;
    if (fgets(line, sizeof line, f) != NULL) line[strcspn(line, "\r\n")] = '\0';
    fclose(f);
    return sim_keep(line);
}

int ITK_auto_login(void)
{
    const char *user = argument("-u="), *password = argument("-p="), *file = argument("-pf=");
    int rc = sim_enter(__func__, SIM_ANYTIME);

    if (rc != ITK_ok) return rc;
    if (user == NULL) return sim_error(515008, "no user is given: -u=");
    if (file != NULL) {
        password = read_password(file);
        if (password == NULL) return sim_error(515009, "the password file \"%s\" cannot be read", file);
    }
    return login(user, password, argument("-g="));
}

int ITK_init_module(const char *user_id, const char *password, const char *group)
{
    int rc = sim_enter(__func__, SIM_ANYTIME);
    if (rc != ITK_ok) return rc;
    SIM_ARG(sim_text_arg(user_id, "user_id"));
    return login(user_id, password, group);
}

static void log_out(void)
{
    if (sim_site.bypass) sim_watch("the bypass is still on at logout");
    if (sim_site.keep_dates) sim_watch("the last-modified data are still kept at logout");
    sim_enquiry_end();
    sim_bom_end();
    sim_session(0);
}

int ITK_exit_module(logical ignore_unsaved)
{
    SIM_GIVING_BACK(log_out(), log_out());
    (void)ignore_unsaved;
    log_out();
    return ITK_ok;
}

int ITK_ask_full_version(char **version)
{
    SIM_CALL();
    return sim_out_text(sim_site.version, version);
}

int POM_get_user(char **user_name, tag_t *user)
{
    SIM_CALL();
    SIM_OUT(user);
    *user = sim_site.user;
    return sim_out_text(sim_string(*user, "user_id"), user_name);
}

int POM_get_user_id(char **user_id)
{
    SIM_CALL();
    return sim_out_text(sim_string(sim_site.user, "user_id"), user_id);
}

int POM_ask_group(char **group_name, tag_t *group)
{
    SIM_CALL();
    SIM_OUT(group);
    *group = sim_site.group;
    return sim_out_text(sim_string(*group, "name"), group_name);
}
