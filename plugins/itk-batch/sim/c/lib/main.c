/* The entry object that the site's linkitk links. A program that is started by
   hand loads the fixture and runs. As a server it loads the fixture once, and
   then forks for each run that is asked for: that takes a few milliseconds. */
#include "sim.h"
#include <tc/tc_startup.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#else
#define __sanitizer_set_report_path(path) ((void)(path))
#endif

enum { RUN_SECONDS = 300, PATH_LIMIT = 4096 };

int sim_argc;
char **sim_argv;

static const char *fixture_path(void)
{
    const char *path = getenv("KILN_SIM_FIXTURE");
    const char *data = getenv("TC_DATA");
    if (path != NULL) return path;
    return sim_format("%s/fixture.sim", data != NULL ? data : ".");
}

static int run(void)
{
    sim_watch_open();
    sim_state_start();
    return ITK_user_main(sim_argc, sim_argv);
}

/* read_arguments reads the file of arguments, each ended by NUL. */
static void read_arguments(const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t n = 0, got;
    char *text = NULL, *at;
    if (f == NULL) _Exit(91);
    do {
        text = sim_grow(text, n + 4096);
        got = fread(text + n, 1, 4096, f);
        n += got;
    } while (got > 0);
    fclose(f);
    sim_argc = 1;
    for (at = text; at < text + n; at += strlen(at) + 1) {
        sim_argv = sim_grow(sim_argv, (size_t)(sim_argc + 2) * sizeof *sim_argv);
        sim_argv[sim_argc++] = at;
    }
    sim_argv[sim_argc] = NULL;
}

static void redirect(const char *folder, const char *name, FILE *stream, const char *mode)
{
    if (freopen(name[0] == '/' ? name : sim_format("%s/%s", folder, name), mode, stream) == NULL) _Exit(91);
}

/* child is one run: its folder holds arguments, further lines of the fixture
   and the working folder, and gets what the run leaves. */
static int child(const char *folder, char *program)
{
    alarm(RUN_SECONDS);
    redirect(folder, "/dev/null", stdin, "r");
    redirect(folder, "stdout", stdout, "w");
    redirect(folder, "stderr", stderr, "w");
    setvbuf(stderr, NULL, _IONBF, 0);
    __sanitizer_set_report_path(sim_format("%s/sanitizer", folder));
    setenv("KILN_SIM_WATCH", sim_format("%s/watch", folder), 1);
    if (access(sim_format("%s/traced", folder), F_OK) == 0) setenv("KILN_SIM_TRACE", sim_format("%s/trace", folder), 1);
    if (access(sim_format("%s/large", folder), F_OK) != 0) setenv("KILN_SIM_STATE", folder, 1);
    sim_argv = sim_grow(NULL, 2 * sizeof *sim_argv);
    sim_argv[0] = program;
    read_arguments(sim_format("%s/arguments", folder));
    sim_fixture_load(sim_format("%s/more.sim", folder));
    if (access(sim_format("%s/earlier.sim", folder), F_OK) == 0) sim_state_load(sim_format("%s/earlier.sim", folder));
    if (chdir(sim_format("%s/work", folder)) != 0) _Exit(91);
    return run();
}

/* serve answers each line on standard input, the folder of a run, with a line
   on standard output: "exit CODE" or "signal NUMBER". */
static int serve(char *program)
{
    static char folder[PATH_LIMIT];
    setvbuf(stdin, NULL, _IONBF, 0);           /* a run would read on from where its copy stands */
    puts("ready");
    fflush(stdout);
    while (fgets(folder, sizeof folder, stdin) != NULL) {
        int status = 0;
        pid_t pid;
        folder[strcspn(folder, "\n")] = '\0';
        pid = fork();
        if (pid == 0) exit(child(folder, program));
        if (pid < 0 || waitpid(pid, &status, 0) < 0) return 91;
        if (WIFEXITED(status)) printf("exit %d\n", WEXITSTATUS(status));
        else printf("signal %d\n", WTERMSIG(status));
        fflush(stdout);
    }
    _Exit(0);
}

int main(int argc, char *argv[])
{
    sim_argc = argc;
    sim_argv = argv;
    sim_prelude();
    sim_fixture_load(fixture_path());
    return getenv("KILN_SIM_SERVE") != NULL ? serve(argv[0]) : run();
}
