/* acme_purge.c - the versions of a dataset */

#include <stdio.h>
#include <stdlib.h>

#include <ae/dataset.h>
#include <base_utils/Mem.h>
#include <tc/emh.h>
#include <tccore/aom.h>
#include <tccore/aom_prop.h>

#include "acme_change.h"
#include "acme_guard.h"
#include "acme_purge.h"
#include "acme_report.h"
#include "acme_result.h"

/* All versions hang on one anchor. */
static int count_versions(tag_t dataset, int *n)
{
    tag_t anchor = NULLTAG;
    tag_t *versions = NULL;

    if (!ACME_OK(AOM_ask_value_tag(dataset, "rev_chain_anchor", &anchor))) return 0;
    if (anchor == NULLTAG) {
        acme_error("the versions of the dataset cannot be found");
        return 0;
    }
    if (!ACME_OK(AOM_ask_value_tags(anchor, "revisions", n, &versions))) return 0;
    MEM_free(versions);
    return 1;
}

static void set_count(int key, int n)
{
    char number[32];

    sprintf(number, "%d", n);
    acme_set_key(key, number);
}

/* Purging cannot be taken back, so there is no mark point around it: the lock
   alone is given back on every path. */
static acme_change_t purge(tag_t dataset, int *left)
{
    int purged = 0, counted = 0;

    if (!ACME_OK(AOM_refresh(dataset, TRUE))) return ACME_TAKEN_BACK;
    purged = ACME_OK(AE_purge_dataset_revs(dataset));
    counted = purged && count_versions(dataset, left);
    if (!ACME_OK(AOM_refresh(dataset, FALSE)) || !counted) return purged ? ACME_KEPT_BUT : ACME_TAKEN_BACK;
    return ACME_KEPT;
}

void acme_purge(tag_t dataset, acme_options_t *options)
{
    const char *why = NULL;
    acme_outcome_t outcome = ACME_FAILED;
    acme_change_t change = ACME_TAKEN_BACK;
    int before = 0, left = 1;

    if (!count_versions(dataset, &before)) {
        acme_end_row(options, ACME_FAILED, NULL);
        return;
    }
    set_count(ACME_KEY_VERSIONS_BEFORE, before);
    if (before < 2) {
        acme_end_row(options, ACME_SKIPPED, "there is only one version");
        return;
    }
    outcome = acme_guard(dataset, options, &why);
    if (outcome == ACME_DONE && options->nodryrun) {
        change = purge(dataset, &left);
        outcome = acme_outcome_of(change, &why);
    }
    if (outcome == ACME_DONE) set_count(ACME_KEY_VERSIONS_AFTER, left);
    acme_end_row(options, outcome, why);
}
