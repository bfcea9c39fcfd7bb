package spec

import "slices"

// The patterns: the jobs that a batch utility can do. The first writes rows;
// so do all that end in -export or -report, and where-used. The others write
// into Teamcenter.
const (
	QueryExport          = "query-export"
	PropertyReport       = "property-report"
	PropertyUpdate       = "property-update"
	ItemCreate           = "item-create"
	Revise               = "revise"
	ChangeOwnership      = "change-ownership"
	StatusAdd            = "status-add"
	StatusRemove         = "status-remove"
	RelationCreate       = "relation-create"
	BOMExport            = "bom-export"
	BOMImport            = "bom-import"
	WhereUsed            = "where-used"
	DatasetImport        = "dataset-import"
	DatasetExport        = "dataset-export"
	DatasetPurge         = "dataset-purge"
	DeleteObjects        = "delete-objects"
	WorkflowStart        = "workflow-start"
	WorkflowTask         = "workflow-task"
	UserReport           = "user-report"
	ProjectAssign        = "project-assign"
	CheckoutReport       = "checkout-report"
	ClassificationReport = "classification-report"
)

// Patterns returns the ids of all patterns.
func Patterns() []string {
	ids := make([]string, len(rules))
	for i := range rules {
		ids[i] = rules[i].id
	}
	return ids
}

// Writes reports whether the pattern changes objects in Teamcenter, so that
// its program has a dry run and a result file.
func Writes(pattern string) bool { return ruleOf(pattern).writes }

// Writes reports whether the program of this Spec does: a pattern that acts on
// tasks may also only report them.
func (s Spec) Writes() bool {
	return Writes(s.Pattern) && (s.Pattern != WorkflowTask || !s.reportsTasks())
}

// rule says what a pattern takes. The first source and kind are its usual ones.
type rule struct {
	id     string
	writes bool
	from   []From
	kinds  []Kind
	// roles of input columns, beside the keys of an object and "ignore".
	roles []Role
	// fields that it can filter by, beside those of every object.
	fields []Field
	// of are the objects that its columns are read from.
	of []Of
	// run are the columns that its program knows itself.
	run []string
	// action are the members of the block that it takes.
	action   []string
	existing []Existing
	include  []Include
	// structure is set when it walks up or down a structure.
	structure bool
	// guarded lists the members of safety that test an object before a change.
	guarded []string
	repeat  Repeat
	limit   int
}

// Members of the block safety that not every writer takes.
const (
	safetyBypass       = "bypass"
	safetyKeepModified = "keepModified"
	safetyReleased     = "released"
	safetyCheckedOut   = "checkedOut"
	safetyInProcess    = "inProcess"
)

// ruleOf returns the rule of the pattern; that of no pattern takes nothing.
func ruleOf(pattern string) *rule {
	for i := range rules {
		if rules[i].id == pattern {
			return &rules[i]
		}
	}
	return &rule{id: pattern, repeat: RepeatEach}
}

func (r *rule) takes(member string) bool  { return slices.Contains(r.action, member) }
func (r *rule) guards(member string) bool { return slices.Contains(r.guarded, member) }

// takesInput reports whether the pattern can read a file with that role.
func (r *rule) takesInput(role Role) bool { return slices.Contains(r.roles, role) }

// keyRoles identify an object of the stream.
func (r *rule) keyRoles() []Role {
	switch r.id {
	case ItemCreate:
		return nil
	case BOMImport:
		return []Role{RoleParentID, RoleLevel}
	case DatasetImport:
		return []Role{RoleItemID, RoleUID, RoleFile}
	}
	return []Role{RoleItemID, RoleUID}
}

// Guards reports whether the pattern has that member of the block safety which
// not every writer has: "keepModified", "released" and the like.
func Guards(pattern, member string) bool { return ruleOf(pattern).guards(member) }
