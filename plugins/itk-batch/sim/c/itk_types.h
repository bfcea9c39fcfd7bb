/* Types and constants that the stub headers share. The names are those of
   public programs; the values are made up, so a program that relies on a
   value instead of a name fails here. */
#ifndef ITK_TYPES_H
#define ITK_TYPES_H

#include <stddef.h>
#include <stdio.h>
#include <time.h>

typedef unsigned int tag_t;
typedef unsigned char logical;
typedef struct date_s {
    short year;
    unsigned char month; /* 0 to 11 */
    unsigned char day;
    unsigned char hour;
    unsigned char minute;
    unsigned char second;
} date_t;

#ifndef TRUE
#define TRUE 1
#define FALSE 0
#endif
#define NULLTAG ((tag_t)0)
#define NULL_TAG NULLTAG
#define null_tag NULLTAG
extern const date_t itk_null_date;
#define NULLDATE itk_null_date
#define ITK_ok 0
#define ITK_err 1
#define ITK_invalid_nulltag 7007
#define ITK_BATCH_TEXT_MODE 3

#define EMH_severity_information 1
#define EMH_severity_warning 2
#define EMH_severity_error 3
#define EMH_severity_user_error 4
#define EMH_USER_error_base 919000
#define EMH_GENERIC_ERROR 919001

#define POM_no_lock 11
#define POM_read_lock 12
#define POM_modify_lock 13
#define POM_delete_lock 14
#define POM_bypass_access_check 21
#define POM_bypass_attr_update 22
#define POM_in_ds_and_db 33

#define POM_enquiry_equal 101
#define POM_enquiry_like 102
#define POM_enquiry_in 103
#define POM_enquiry_is_not_null 104
#define POM_enquiry_greater_than_or_eq 105
#define POM_enquiry_less_than_or_eq 106
#define POM_enquiry_and 111
#define POM_enquiry_or 112
#define POM_enquiry_bind_value 121
#define POM_enquiry_const_value 122
#define POM_enquiry_asc_order 131
#define POM_enquiry_desc_order 132
#define POM_enquiry_intersection 133
#define POM_case_insensitive 141

#define SS_TEXT 201
#define SS_BINARY 202
#define SS_RDONLY 203
#define SS_APPEND 204
#define SS_MACHINE_TYPE 205
#define SS_WNT_MACHINE 206
#define SS_MAXPATHLEN 1024
#define SS_MAXLLEN 1024

#define WSO_name_size_c 128
#define WSO_desc_size_c 240
#define WSO_object_type_size_c 32
#define ITEM_id_size_c 128
#define ITEM_name_size_c 128
#define ITEM_desc_size_c 240
#define ITEM_type_size_c 32
#define TCTYPE_name_size_c 32
#define TCTYPE_class_name_size_c 32
#define IMANTYPE_name_size_c 32
#define SA_name_size_c 128
#define SA_user_size_c 64
#define SA_person_name_size_c 128
#define SA_email_size_c 128
#define SA_site_size_c 32
#define IMF_filename_size_c 132
#define AE_reference_size_c 32
#define AE_datasettype_name_size_c 32
#define AE_io_format_size_c 32
#define QRY_uid_name_size_c 16
#define AOM_max_VLA_size 3952

#define PS_where_used_all_levels (-7)
#define PS_no_seq_no (-8)
#define WSO_where_ref_any_depth (-9)
#define RES_EXCLUSIVE_RESERVE 301
#define BOM_compare_output_report 311
#define bomAttr_itemId "bl_item_item_id"
#define bomAttr_lineItemRevTag "bl_revision"
#define bomAttr_itemRevStatus "bl_rev_last_release_status"
#define TCTYPE_OPERATIONINPUT_REVISE 321
#define TCTYPE_OPEARTIONINPUT_REVISE TCTYPE_OPERATIONINPUT_REVISE
#define ITEM_revise_operation "Revise"
#define ITEM_saveas_operation "SaveAs"
#define ITEM_ITEM_ID_PROP "item_id"
#define ITEM_specification_atth 331
#define ITEM_manifestation_atth 332

typedef enum { FL_fsc_by_name = 401, FL_fsc_as_ordered } FL_sort_criteria_t;
typedef enum { AE_PART_OF = 411, AE_ASSOCIATION } AE_reference_type_t;
typedef enum {
    PROP_char = 421, PROP_date, PROP_double, PROP_float, PROP_int, PROP_logical,
    PROP_short, PROP_string, PROP_typed_reference, PROP_untyped_reference
} PROP_value_type_t;
typedef int PROP_type_t;
typedef enum {
    EPM_unassigned = 441, EPM_pending, EPM_started, EPM_completed, EPM_skipped,
    EPM_suspended, EPM_aborted
} EPM_state_t;
typedef enum { EPM_complete_action = 451 } EPM_action_t;
typedef enum { EPM_nogo = 461, EPM_go } EPM_decision_t;
typedef enum { EPM_no_decision = 0, EPM_approve_decision = 471, EPM_reject_decision = 472 } EPM_signoff_decision_t;
typedef int SIGNOFF_TYPE_t;
#define EPM_target_attachment 481
#define EPM_reference_attachment 482
#define EPM_signoff_attachment 483
#define EPM_RESULT_Completed "Completed"
#define EPM_RESULT_True "True"
typedef enum { TC_preference_site = 491, TC_preference_user, TC_preference_all } TC_preference_search_scope_t;

typedef struct { tag_t the_relation, primary, secondary, relation_type; } GRM_relation_t;
typedef struct { tag_t attachment; int attachment_type; } ITEM_attached_object_t;
typedef struct {
    char object_name[WSO_name_size_c + 1];
    char object_type[WSO_object_type_size_c + 1];
    char owners_name[SA_name_size_c + 1];
} WSO_description_t;
typedef struct {
    char name[WSO_name_size_c + 1];
    char class_name[TCTYPE_class_name_size_c + 1];
    tag_t owner;
} WSO_search_criteria_t;
typedef struct imf_file_s *IMF_file_t;
typedef int IMF_file_status;
typedef struct { int number_of_arguments; char **arguments; } TC_argument_list_t;
typedef struct {
    tag_t task;
    TC_argument_list_t *arguments;
    EPM_action_t action;
    tag_t data;
    EPM_state_t proposed_state;
} EPM_action_message_t;
typedef EPM_action_message_t EPM_rule_message_t;
typedef int (*EPM_action_handler_t)(EPM_action_message_t);
typedef EPM_decision_t (*EPM_rule_handler_t)(EPM_rule_message_t);
typedef struct { int id; } METHOD_id_t;
typedef struct method_message_s METHOD_message_t;
typedef int (*METHOD_function_t)(METHOD_message_t *, void *);
typedef int METHOD_action_type_t;
typedef int LOV_usage_t;

#endif
