package emit

import (
	"strings"

	"github.com/kilnworks/kiln/plugins/itk-batch/pattern"
	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// userReport writes a row for each membership of a user.
var userReport = job{
	table:            true,
	checksProperties: true,
	modules:          (*writer).columnModules,
	each:             eachRow,
	rows:             &ownRows{members: userRowC, texts: []spec.Of{spec.OfUser, spec.OfMember}, source: (*writer).userRows},
	members:          userNamesC,
	finders:          (*writer).userFinders,
	lookups:          (*writer).userLookups,
	does:             "writes one line for each membership of a user in a group",
	limits: "Rows are memberships: a user of three groups has three rows, and `-per_user` writes one. A user without a membership has one row with empty cells, unless `-in_group=` or `-in_role=` asks for one. " +
		"A membership can be inactive while the user is active, and the other way round; both have a column. It changes no user: `make_user` of Teamcenter does that. There is nothing to undo.",
}

const userRowC = `    tag_t member;                           /* the membership; NULLTAG for none, or for all of a user */
    const tag_t *members;                   /* all of a user */
    int n_members;
`

const userNamesC = `    tag_t groups[$_MAX_VALUES];
    tag_t roles[$_MAX_VALUES];
`

func (w *writer) userFinders(c *cFile) {
	c.text(`
static tag_t find_group_named(const char *name)
{
    tag_t group = NULLTAG;

    if (!$_OK(SA_find_group(name, &group))) group = NULLTAG;
    if (group == NULLTAG) missing("group", name, "-%{group}=");
    return group;
}

static tag_t find_role_named(const char *name)
{
    tag_t role = NULLTAG;

    if (!$_OK(SA_find_role2(name, &role))) role = NULLTAG;
    if (role == NULLTAG) missing("role", name, "-in_role=");
    return role;
}

static void check_states(const @_list_t *states)
{
    int i = 0;

    for (i = 0; i < states->n; i++) {
        if (strcmp(states->item[i], "active") == 0 || strcmp(states->item[i], "inactive") == 0) continue;
        @_error("\"%s\" is no state of a user: -%{state}= takes active and inactive", states->item[i]);
        mistakes++;
    }
}
`, "group", w.groupOption(), "state", w.stateOption())
}

// groupOption is the option with the groups of the memberships.
func (w *writer) groupOption() string {
	if f, ok := w.rowFilter(spec.FieldMemberOf); ok && f.Member != "" {
		return f.Member
	}
	return "in_group"
}

func (w *writer) stateOption() string {
	f, _ := w.rowFilter(spec.FieldUserState)
	return f.Member
}

// rowFilter returns the filter on the field.
func (w *writer) rowFilter(field spec.Field) (pattern.Filter, bool) {
	for _, f := range w.plan.Filters {
		if f.Field == field {
			return f, true
		}
	}
	return pattern.Filter{}, false
}

func (w *writer) userLookups(c *cFile) {
	c.text(`    for (i = 0; i < options->%{group}.n; i++) names->groups[i] = find_group_named(options->%{group}.item[i]);
    for (i = 0; i < options->in_role.n; i++) names->roles[i] = find_role_named(options->in_role.item[i]);
    check_states(&options->%{state});
`, "group", w.groupOption(), "state", w.stateOption())
	if _, ok := w.rowFilter(spec.FieldLastLogin); ok {
		c.text("    (void)find_property(names->type, options->type, \"last_login_time\");\n")
	}
}

func (w *writer) stateTest(c *cFile) {
	if !w.plan.Tests(pattern.TestState) {
		return
	}
	c.text(`
static int has_state(tag_t user, const @_list_t *states, int wanted, int *yes)
{
    int status = 0, i = 0, found = 0;

    if (!$_OK(SA_get_user_status(user, &status))) return 0;
    for (i = 0; i < states->n; i++) {
        if (strcmp(states->item[i], status == 0 ? "active" : "inactive") == 0) found = 1;
    }
    *yes = found == wanted;
    return 1;
}
`)
}

func (w *writer) userRows(c *cFile) {
	w.rowsTop(c, "the memberships of a user", "", "")
	w.userCells(c)
	f, ok := w.rowFilter(spec.FieldMemberOf)
	c.text(fitsC, "group", w.groupOption(), "wanted", truth(!ok || f.Op != spec.OpIsNot))
	none := "options->%{group}.n == 0 && options->in_role.n == 0"
	if ok && f.Op == spec.OpIsNot {
		none = "options->in_role.n == 0"
	}
	only := ""
	if ok && f.Op == spec.OpUnset {
		only = `    if (n > 0) {                            /* only users of no group are wanted */
        MEM_free(members);
        return 1;
    }
`
	}
	c.text(userWriteC, "group", w.groupOption(), "none", strings.ReplaceAll(none, "%{group}", w.groupOption()), "only", only)
}

const fitsC = `
/* Whether the membership has a group and a role that are wanted. */
static int fits(const run_t *run, tag_t member, int *yes)
{
    tag_t group = NULLTAG, role = NULLTAG;
    int i = 0, found = 0;

    *yes = 1;
    if (run->options->%{group}.n > 0) {
        if (!$_OK(SA_ask_groupmember_group(member, &group))) return 0;
        for (i = 0; i < run->options->%{group}.n; i++) {
            if (run->names->groups[i] == group) found = 1;
        }
        *yes = found == %{wanted};
    }
    if (*yes && run->options->in_role.n > 0) {
        if (!$_OK(SA_ask_groupmember_role(member, &role))) return 0;
        found = 0;
        for (i = 0; i < run->options->in_role.n; i++) {
            if (run->names->roles[i] == role) found = 1;
        }
        *yes = found;
    }
    return 1;
}
`

const userWriteC = `
/* Keeps the memberships that are wanted. One that cannot be read is reported
   and left out. */
static int wanted_members(const run_t *run, int n, tag_t *members)
{
    int i = 0, kept = 0, yes = 0;

    for (i = 0; i < n; i++) {
        if (!fits(run, members[i], &yes)) {
            @_error_at(run->object, "a membership cannot be read and is left out");
            continue;
        }
        if (yes) members[kept++] = members[i];
    }
    return kept;
}

int @_write_rows(tag_t object, long line, @_options_t *options, @_names_t *names, long *rows, int *truncated)
{
    run_t run;
    @_row_t row;
    tag_t *members = NULL;
    int n = 0, i = 0, going_on = 1;

` + beginRun + `    if (!$_OK(SA_find_groupmember_by_user(object, &n, &members))) {
        @_error_at(object, "its memberships cannot be listed");
        return 1;
    }
%{only}    n = wanted_members(&run, n, members);
    row.members = members;
    if (n == 0) {
        if (%{none}) going_on = put_row(&run, &row);
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
`

// userCells writes the cells of users and memberships that are read.
func (w *writer) userCells(c *cFile) {
	used := map[string]bool{}
	for _, column := range w.plan.Columns {
		if column.Of == spec.OfUser || column.Of == spec.OfMember {
			used[string(column.Of)+" "+column.Property] = true
		}
	}
	if len(used) == 0 {
		return
	}
	c.text(`
static int put_text(@_text_t *cell, const char *text)
{
    return text == NULL || @_puts(cell, text);
}
`)
	if used["user default_group"] || used["member group"] {
		c.text(putGroupC)
	}
	for _, f := range userCellC {
		if used[f.column] {
			c.text(f.source)
		}
	}
	members := used["member group"] || used["member role"] || used["member inactive"]
	if members {
		w.memberCell(c, used)
	}
	w.putUser(c, used, members)
}

var userCellC = [...]struct{ column, call, source string }{
	{"user user_id", "put_user_id(object, cell)", `
static int put_user_id(tag_t user, @_text_t *cell)
{
    char *id = NULL;
    int done = $_OK(SA_ask_user_identifier2(user, &id)) && put_text(cell, id);

    MEM_free(id);
    return done;
}
`},
	{"user user_name", "put_user_name(object, cell)", `
static int put_user_name(tag_t user, @_text_t *cell)
{
    char *name = NULL;
    int done = $_OK(SA_ask_user_person_name2(user, &name)) && put_text(cell, name);

    MEM_free(name);
    return done;
}
`},
	{"user email", "put_email(object, cell)", `
/* A user without a person has no address. */
static int put_email(tag_t user, @_text_t *cell)
{
    tag_t person = NULLTAG;
    char *email = NULL;
    int done = 0;

    if (!$_OK(SA_ask_user_person(user, &person))) return 0;
    if (person == NULLTAG) return 1;
    done = $_OK(SA_ask_person_email_address(person, &email)) && put_text(cell, email);
    MEM_free(email);
    return done;
}
`},
	{"user status", "put_status(object, cell)", `
static int put_status(tag_t user, @_text_t *cell)
{
    int status = 0;

    return $_OK(SA_get_user_status(user, &status)) && @_puts(cell, status == 0 ? "active" : "inactive");
}
`},
	{"user default_group", "put_default_group(object, cell)", `
static int put_default_group(tag_t user, @_text_t *cell)
{
    tag_t group = NULLTAG;

    return $_OK(SA_ask_user_login_group(user, &group)) && put_group(group, cell);
}
`},
	{"member role", "", `
static int put_role(tag_t member, @_text_t *cell)
{
    tag_t role = NULLTAG;
    char *name = NULL;
    int done = 0;

    if (!$_OK(SA_ask_groupmember_role(member, &role))) return 0;
    if (role == NULLTAG) return 1;
    done = $_OK(SA_ask_role_name2(role, &name)) && put_text(cell, name);
    MEM_free(name);
    return done;
}
`},
	{"member group", "", `
static int put_member_group(tag_t member, @_text_t *cell)
{
    tag_t group = NULLTAG;

    return $_OK(SA_ask_groupmember_group(member, &group)) && put_group(group, cell);
}
`},
	{"member inactive", "", `
static int put_inactive(tag_t member, @_text_t *cell)
{
    logical inactive = FALSE;

    return $_OK(SA_ask_groupmember_inactive(member, &inactive)) && @_puts(cell, inactive ? "true" : "false");
}
`},
}

const putGroupC = `
static int put_group(tag_t group, @_text_t *cell)
{
    char *name = NULL;
    int done = 0;

    if (group == NULLTAG) return 1;
    done = $_OK(SA_ask_group_full_name(group, &name)) && put_text(cell, name);
    MEM_free(name);
    return done;
}
`

// memberCell writes the cell of one membership, and that of all of a user.
func (w *writer) memberCell(c *cFile, used map[string]bool) {
	c.text("\nstatic int put_member(tag_t member, const char *property, @_text_t *cell)\n{\n")
	for _, m := range [...]struct{ property, call string }{
		{"role", "put_role"}, {"group", "put_member_group"}, {"inactive", "put_inactive"},
	} {
		if used["member "+m.property] {
			c.text("    if (strcmp(property, \"%{property}\") == 0) return %{call}(member, cell);\n", "property", m.property, "call", m.call)
		}
	}
	c.text("    return 1;\n}\n")
	c.text(`
/* One value for each membership, also where it is empty: what stands at the
   same place belongs together. */
static int put_members(const @_row_t *row, const char *property, @_text_t *cell)
{
    int i = 0;

    if (row->member != NULLTAG) return put_member(row->member, property, cell);
    for (i = 0; i < row->n_members; i++) {
        if (i > 0 && !@_puts(cell, %{list})) return 0;
        if (!put_member(row->members[i], property, cell)) return 0;
    }
    return 1;
}
`, "list", cString(w.title(w.plan.Spec.Output.List)))
}

func (w *writer) putUser(c *cFile, used map[string]bool, members bool) {
	c.text("\nint @_put_own(tag_t object, const @_row_t *row, int level, const char *property, @_text_t *cell)\n{\n")
	if !members {
		c.text("    (void)row;\n")
	}
	if !w.plan.Reads(spec.OfUser) {
		c.text("    (void)object;\n")
	}
	if members {
		c.text("    if (level == $_MEMBER) return put_members(row, property, cell);\n")
	} else {
		c.text("    (void)level;\n")
	}
	for _, f := range userCellC {
		if used[f.column] && f.call != "" {
			c.text("    if (strcmp(property, \"%{property}\") == 0) return "+f.call+";\n", "property", f.column[len("user "):])
		}
	}
	c.text("    return 1;\n}\n")
}
