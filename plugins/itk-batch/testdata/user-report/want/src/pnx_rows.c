/* pnx_rows.c - the memberships of a user */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <base_utils/Mem.h>
#include <sa/group.h>
#include <sa/groupmember.h>
#include <sa/role.h>
#include <sa/user.h>
#include <tc/emh.h>

#include "pnx_columns.h"
#include "pnx_output.h"
#include "pnx_report.h"
#include "pnx_rows.h"

/* The run that the rows belong to. */
typedef struct {
    tag_t object;
    pnx_options_t *options;
    pnx_names_t *names;
    long *rows;
    int *truncated;
} run_t;

/* Whether -max= is reached; what follows is then left out. */
static int is_full(const run_t *run)
{
    if (run->options->max == 0 || *run->rows < run->options->max) return 0;
    *run->truncated = 1;
    return 1;
}

static int put_row(const run_t *run, const pnx_row_t *row)
{
    static pnx_text_t cells[PNX_N_CELLS];

    if (is_full(run)) return 0;
    pnx_read_row(run->object, row, run->options, run->names, cells);
    (*run->rows)++;
    return pnx_write_row(run->options, cells);
}

static int put_text(pnx_text_t *cell, const char *text)
{
    return text == NULL || pnx_puts(cell, text);
}

static int put_group(tag_t group, pnx_text_t *cell)
{
    char *name = NULL;
    int done = 0;

    if (group == NULLTAG) return 1;
    done = PNX_OK(SA_ask_group_full_name(group, &name)) && put_text(cell, name);
    MEM_free(name);
    return done;
}

static int put_user_id(tag_t user, pnx_text_t *cell)
{
    char *id = NULL;
    int done = PNX_OK(SA_ask_user_identifier2(user, &id)) && put_text(cell, id);

    MEM_free(id);
    return done;
}

static int put_user_name(tag_t user, pnx_text_t *cell)
{
    char *name = NULL;
    int done = PNX_OK(SA_ask_user_person_name2(user, &name)) && put_text(cell, name);

    MEM_free(name);
    return done;
}

static int put_status(tag_t user, pnx_text_t *cell)
{
    int status = 0;

    return PNX_OK(SA_get_user_status(user, &status)) && pnx_puts(cell, status == 0 ? "active" : "inactive");
}

static int put_role(tag_t member, pnx_text_t *cell)
{
    tag_t role = NULLTAG;
    char *name = NULL;
    int done = 0;

    if (!PNX_OK(SA_ask_groupmember_role(member, &role))) return 0;
    if (role == NULLTAG) return 1;
    done = PNX_OK(SA_ask_role_name2(role, &name)) && put_text(cell, name);
    MEM_free(name);
    return done;
}

static int put_member_group(tag_t member, pnx_text_t *cell)
{
    tag_t group = NULLTAG;

    return PNX_OK(SA_ask_groupmember_group(member, &group)) && put_group(group, cell);
}

static int put_member(tag_t member, const char *property, pnx_text_t *cell)
{
    if (strcmp(property, "role") == 0) return put_role(member, cell);
    if (strcmp(property, "group") == 0) return put_member_group(member, cell);
    return 1;
}

/* One value for each membership, also where it is empty: what stands at the
   same place belongs together. */
static int put_members(const pnx_row_t *row, const char *property, pnx_text_t *cell)
{
    int i = 0;

    if (row->member != NULLTAG) return put_member(row->member, property, cell);
    for (i = 0; i < row->n_members; i++) {
        if (i > 0 && !pnx_puts(cell, "; ")) return 0;
        if (!put_member(row->members[i], property, cell)) return 0;
    }
    return 1;
}

int pnx_put_own(tag_t object, const pnx_row_t *row, int level, const char *property, pnx_text_t *cell)
{
    if (level == PNX_MEMBER) return put_members(row, property, cell);
    if (strcmp(property, "user_id") == 0) return put_user_id(object, cell);
    if (strcmp(property, "user_name") == 0) return put_user_name(object, cell);
    if (strcmp(property, "status") == 0) return put_status(object, cell);
    return 1;
}

/* Whether the membership has a group and a role that are wanted. */
static int fits(const run_t *run, tag_t member, int *yes)
{
    tag_t group = NULLTAG, role = NULLTAG;
    int i = 0, found = 0;

    *yes = 1;
    if (run->options->in_group.n > 0) {
        if (!PNX_OK(SA_ask_groupmember_group(member, &group))) return 0;
        for (i = 0; i < run->options->in_group.n; i++) {
            if (run->names->groups[i] == group) found = 1;
        }
        *yes = found == 1;
    }
    if (*yes && run->options->in_role.n > 0) {
        if (!PNX_OK(SA_ask_groupmember_role(member, &role))) return 0;
        found = 0;
        for (i = 0; i < run->options->in_role.n; i++) {
            if (run->names->roles[i] == role) found = 1;
        }
        *yes = found;
    }
    return 1;
}

/* Keeps the memberships that are wanted. One that cannot be read is reported
   and left out. */
static int wanted_members(const run_t *run, int n, tag_t *members)
{
    int i = 0, kept = 0, yes = 0;

    for (i = 0; i < n; i++) {
        if (!fits(run, members[i], &yes)) {
            pnx_error_at(run->object, "a membership cannot be read and is left out");
            continue;
        }
        if (yes) members[kept++] = members[i];
    }
    return kept;
}

int pnx_write_rows(tag_t object, long line, pnx_options_t *options, pnx_names_t *names, long *rows, int *truncated)
{
    run_t run;
    pnx_row_t row;
    tag_t *members = NULL;
    int n = 0, i = 0, going_on = 1;

    run.object = object;
    run.options = options;
    run.names = names;
    run.rows = rows;
    run.truncated = truncated;
    memset(&row, 0, sizeof row);
    row.line = line;
    if (!PNX_OK(SA_find_groupmember_by_user(object, &n, &members))) {
        pnx_error_at(object, "its memberships cannot be listed");
        return 1;
    }
    n = wanted_members(&run, n, members);
    row.members = members;
    if (n == 0) {
        if (options->in_group.n == 0 && options->in_role.n == 0) going_on = put_row(&run, &row);
    } else if (options->per_user) {
        row.n_members = n;
        going_on = put_row(&run, &row);
    } else {
        for (i = 0; going_on && i < n; i++) {
            row.member = members[i];
            going_on = put_row(&run, &row);
        }
    }
    MEM_free(members);
    return going_on;
}
