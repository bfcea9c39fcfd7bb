/* Processes and their tasks as objects. */
#ifndef WORKFLOW_H
#define WORKFLOW_H

#include "sim.h"

tag_t wf_process(const char *name, tag_t template);    /* tasks of the template, all pending */
void wf_add_target(tag_t job, tag_t object);
tag_t wf_task(tag_t job, const char *name);    /* NULLTAG when there is none */
void wf_set_state(tag_t task, EPM_state_t state);
void wf_start(tag_t task, tag_t responsible);
void wf_complete(tag_t task);
tag_t wf_add_signoff(tag_t task, tag_t member);        /* to a review task or its perform-signoffs task */
tag_t wf_perform(tag_t task);                  /* the perform-signoffs task of a review task */

#endif
