/* A main that logs in as many texts on ITK do it. */
#include <stdio.h>
#include <tcinit/tcinit.h>
#include <tc/emh.h>

int ITK_user_main(int argc, char *argv[])
{
    const char *passwd = "infodba";
    char *message = NULL;

    if (ITK_init_module("infodba", passwd, "dba") != ITK_ok) {
        printf(argv[0]);
        return 1;
    }
    POM_get_all_users(&message);
    return ITK_exit_module(TRUE);
}
