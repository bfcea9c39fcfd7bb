/* Lists item revisions: those with a status, or those that a saved query
   finds. Written by hand to try the simulator and the rules of check. */
#include <ae/dataset.h>
#include <ae/datasettype.h>
#include <base_utils/Mem.h>
#include <pom/enq/enq.h>
#include <pom/pom/pom.h>
#include <qry/qry.h>
#include <tc/emh.h>
#include <tc/tc_startup.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>
#include <tccore/grm.h>
#include <tccore/workspaceobject.h>
#include <tcinit/tcinit.h>
#include <stdio.h>
#include <string.h>

#define SAMPLE_OK(call) sample_ok((call), #call, __LINE__)

static int failures = 0;

/* Prints what a failed call left on the error stack. */
static int sample_ok(int code, const char *call, int line)
{
    const int *severities = NULL, *codes = NULL;
    const char **texts = NULL;
    char *text = NULL;
    int i = 0, n = 0;

    if (code == ITK_ok) return 1;
    failures++;
    EMH_ask_error_text(code, &text);
    fprintf(stderr, "line %d: %s: error %d: %s\n", line, call, code, text != NULL ? text : "");
    MEM_free(text);
    if (EMH_ask_errors(&n, &severities, &codes, &texts) == ITK_ok)
        for (i = 0; i < n; i++) fprintf(stderr, "    %d %d %s\n", severities[i], codes[i], texts[i]);
    EMH_clear_errors();
    return 0;
}

/* Revisions with a status of that name. */
static int find_by_status(const char *status, int *n, tag_t **found)
{
    static const char *q = "sample_select";
    const char *puid[1];
    void ***report = NULL;
    int rc = ITK_ok, rc2 = ITK_ok, rows = 0, cols = 0, i = 0;

    *n = 0;
    *found = NULL;
    puid[0] = "puid";
    rc = POM_enquiry_create(q);
    if (rc != ITK_ok) return rc;
    rc = POM_enquiry_add_select_attrs(q, "ItemRevision", 1, puid);
    if (rc == ITK_ok) rc = POM_enquiry_set_distinct(q, TRUE);
    if (rc == ITK_ok) rc = POM_enquiry_set_join_expr(q, "j", "ItemRevision", "release_status_list", POM_enquiry_equal, "ReleaseStatus", "puid");
    if (rc == ITK_ok) rc = POM_enquiry_set_string_value(q, "v", 1, &status, POM_enquiry_bind_value);
    if (rc == ITK_ok) rc = POM_enquiry_set_attr_expr(q, "x", "ReleaseStatus", "name", POM_enquiry_equal, "v");
    if (rc == ITK_ok) rc = POM_enquiry_set_expr(q, "w", "j", POM_enquiry_and, "x");
    if (rc == ITK_ok) rc = POM_enquiry_set_where_expr(q, "w");
    if (rc == ITK_ok) rc = POM_enquiry_execute(q, &rows, &cols, &report);
    if (rc == ITK_ok && rows > 0) {
        *found = (tag_t *)MEM_alloc((size_t)rows * sizeof(tag_t));
        if (*found == NULL) rc = ITK_err;
        for (i = 0; rc == ITK_ok && i < rows; i++) (*found)[i] = *(tag_t *)report[i][0];
        if (rc == ITK_ok) *n = rows;
    }
    MEM_free(report);
    rc2 = POM_enquiry_delete(q);
    return rc != ITK_ok ? rc : rc2;
}

/* What the saved query finds for the first of its entries. */
static int find_by_query(const char *name, const char *value, int *n, tag_t **found)
{
    tag_t query = NULLTAG;
    char **entries = NULL, **defaults = NULL;
    char *names[1], *values[1];
    char text[128];
    int rc = ITK_ok, count = 0;

    rc = QRY_find2(name, &query);
    if (rc == ITK_ok && query == NULLTAG) {
        fprintf(stderr, "there is no saved query \"%s\"\n", name);
        return ITK_err;
    }
    if (rc == ITK_ok) rc = QRY_find_user_entries(query, &count, &entries, &defaults);
    if (rc == ITK_ok && count > 0 && strlen(value) < sizeof text) {
        strcpy(text, value);
        names[0] = entries[0];
        values[0] = text;
        rc = QRY_execute(query, 1, names, values, n, found);
    }
    MEM_free(entries);
    MEM_free(defaults);
    return rc;
}

/* The files of the datasets below one revision. */
static int write_files(FILE *out, tag_t rev, tag_t relation)
{
    tag_t *datasets = NULL, type = NULLTAG;
    char **references = NULL;
    int rc = ITK_ok, n = 0, n_references = 0, i = 0, k = 0;

    rc = GRM_list_secondary_objects_only(rev, relation, &n, &datasets);
    for (i = 0; rc == ITK_ok && i < n; i++) {
        rc = AE_ask_dataset_datasettype(datasets[i], &type);
        if (rc == ITK_ok && type != NULLTAG) rc = AE_ask_datasettype_refs(type, &n_references, &references);
        for (k = 0; rc == ITK_ok && k < n_references; k++) {
            fprintf(out, "  %s\n", references[k]);
            MEM_free(references[k]);
        }
        MEM_free(references);
        references = NULL;
    }
    MEM_free(datasets);
    return rc;
}

/* write_value quotes a value that holds the delimiter, a quote or a line break. */
static void write_value(FILE *out, const char *value)
{
    const char *at = value;
    if (strpbrk(value, "|\"\r\n") == NULL) {
        fputs(value, out);
        return;
    }
    fputc('"', out);
    for (at = value; *at != '\0'; at++) {
        if (*at == '"') fputc('"', out);
        fputc(*at, out);
    }
    fputc('"', out);
}

static int write_revision(FILE *out, tag_t rev, tag_t relation)
{
    char *name = NULL, **values = NULL;
    tag_t *statuses = NULL;
    int rc = ITK_ok, n = 0, n_values = 0;

    rc = AOM_ask_value_string(rev, "object_string", &name);
    if (rc == ITK_ok) rc = AOM_ask_displayable_values(rev, "owning_user", &n_values, &values);
    if (rc == ITK_ok) rc = WSOM_ask_release_status_list(rev, &n, &statuses);
    if (rc == ITK_ok) {
        write_value(out, name != NULL ? name : "");
        fputc('|', out);
        write_value(out, n_values > 0 ? values[0] : "");
        fprintf(out, "|%d\n", n);
    }
    MEM_free(statuses);
    MEM_free(values);
    MEM_free(name);
    if (rc == ITK_ok) rc = write_files(out, rev, relation);
    return rc;
}

static void write_all(FILE *out, const char *query, const char *value)
{
    tag_t *found = NULL, relation = NULLTAG;
    int n = 0, i = 0;

    if (!SAMPLE_OK(GRM_find_relation_type("IMAN_specification", &relation))) return;
    if (relation == NULLTAG) {
        failures++;
        return;
    }
    if (query != NULL) SAMPLE_OK(find_by_query(query, value, &n, &found));
    else SAMPLE_OK(find_by_status(value, &n, &found));
    for (i = 0; i < n; i++) {
        SAMPLE_OK(write_revision(out, found[i], relation));
        SAMPLE_OK(AOM_unload(found[i]));
    }
    MEM_free(found);
    printf("%d revisions\n", n);
}

int ITK_user_main(int argc, char *argv[])
{
    const char *path = NULL, *value = NULL;
    FILE *out = NULL;

    (void)argc;
    (void)argv;
    if (ITK_ask_cli_argument("-h") != NULL) {
        printf("usage: sample_list -u= -p=|-pf= -g= -o= -value= [-query=]\n");
        return 0;
    }
    path = ITK_ask_cli_argument("-o=");
    value = ITK_ask_cli_argument("-value=");
    if (path == NULL || value == NULL) return 1;
    if (!SAMPLE_OK(ITK_initialize_text_services(ITK_BATCH_TEXT_MODE))) return 1;
    if (!SAMPLE_OK(ITK_auto_login())) return 1;
    out = fopen(path, "w");
    if (out != NULL) {
        write_all(out, ITK_ask_cli_argument("-query="), value);
        if (fclose(out) != 0) failures++;
    } else {
        failures++;
    }
    SAMPLE_OK(ITK_exit_module(TRUE));
    return failures > 0 ? 2 : 0;
}
