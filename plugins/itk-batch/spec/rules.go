package spec

// rules are the patterns, in the order in which they are shown. They are data
// of the compiled plugin: nothing runs at its start.
var rules = [...]rule{
	{
		id: QueryExport, repeat: RepeatEach,
		from:  []From{FromInput, FromFilter, FromQuery, FromFolder},
		kinds: anyKind, of: objectOf, run: []string{"line", "uid"},
	},
	{
		id: PropertyReport, repeat: RepeatOnce,
		from:  []From{FromArguments, FromInput, FromFilter, FromQuery, FromFolder},
		kinds: anyKind, of: []Of{OfRun},
		run: []string{"line", "uid", "object", "property", "display_name", "value_type", "value"},
	},
	{
		id: PropertyUpdate, writes: true, repeat: RepeatEach, limit: 1000,
		from: writerSources, kinds: anyKind,
		roles:   []Role{RoleProperty, RolePropertyName, RoleValue},
		action:  []string{"set"},
		guarded: []string{safetyBypass, safetyKeepModified, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: ItemCreate, writes: true, repeat: RepeatError, limit: 5000,
		from: []From{FromInput}, kinds: []Kind{KindItem},
		roles:    []Role{RoleItemID, RoleRevID, RoleName, RoleType, RoleDescription, RoleUOM, RoleProperty},
		action:   []string{"existing", "autoId", "folder", "project"},
		existing: []Existing{ExistingSkip, ExistingError},
	},
	{
		id: Revise, writes: true, repeat: RepeatOnce, limit: 1000,
		from: writerSources, kinds: []Kind{KindRevision},
		roles:   []Role{RoleNewRevID},
		action:  []string{"revisionId"},
		guarded: []string{safetyBypass, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: ChangeOwnership, writes: true, repeat: RepeatOnce, limit: 10000,
		from:    []From{FromFilter, FromInput, FromArguments, FromQuery, FromFolder},
		kinds:   anyKind,
		roles:   []Role{RoleUser, RoleGroup},
		action:  []string{"user", "group"},
		include: allIncludes,
		guarded: []string{safetyBypass, safetyKeepModified, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: StatusAdd, writes: true, repeat: RepeatOnce, limit: 1000,
		from: writerSources, kinds: statusKinds,
		roles:    []Role{RoleStatus},
		action:   []string{"status", "retainDate", "existing"},
		existing: []Existing{ExistingSkip, ExistingError},
		include:  allIncludes,
		guarded:  []string{safetyBypass, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: StatusRemove, writes: true, repeat: RepeatOnce, limit: 200,
		from: []From{FromInput, FromArguments}, kinds: statusKinds,
		action:  []string{"status"},
		guarded: []string{safetyBypass, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: RelationCreate, writes: true, repeat: RepeatOnce, limit: 5000,
		from: []From{FromInput}, kinds: []Kind{KindItem, KindRevision, KindDataset},
		roles:    []Role{RoleSecondaryID, RoleSecondaryRev, RoleRelation},
		action:   []string{"relation", "existing"},
		existing: []Existing{ExistingSkip, ExistingError},
		guarded:  []string{safetyBypass, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: BOMExport, repeat: RepeatOnce,
		from: []From{FromArguments, FromInput, FromFilter}, kinds: []Kind{KindRevision},
		of: []Of{OfSelf, OfItem, OfParent, OfLine, OfRun}, run: []string{"line", "uid", "level"},
		structure: true,
	},
	{
		id: BOMImport, writes: true, repeat: RepeatError, limit: 20000,
		from: []From{FromInput}, kinds: []Kind{KindRevision},
		roles:     []Role{RoleParentID, RoleParentRev, RoleChildID, RoleChildRev, RoleQuantity, RoleFindNo, RoleLevel, RoleUOM},
		action:    []string{"existing", "missing", "precise"},
		existing:  []Existing{ExistingUpdate, ExistingSkip, ExistingReplace, ExistingAdd, ExistingError},
		structure: true,
		guarded:   []string{safetyBypass, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: WhereUsed, repeat: RepeatOnce,
		from: []From{FromInput, FromArguments, FromFilter}, kinds: []Kind{KindItem, KindRevision, KindObject, KindDataset},
		of: []Of{OfSelf, OfItem, OfRevision, OfParent, OfRun}, run: []string{"line", "uid", "level", "relation"},
		structure: true,
	},
	{
		id: DatasetImport, writes: true, repeat: RepeatError, limit: 5000,
		from: []From{FromInput}, kinds: []Kind{KindRevision, KindItem, KindDataset},
		roles:    []Role{RoleFile, RoleDatasetName, RoleDatasetType, RoleReference, RoleRelation},
		action:   []string{"relation", "datasetType", "reference", "text", "existing", "match"},
		existing: []Existing{ExistingSkip, ExistingUpdate, ExistingReplace, ExistingAdd, ExistingError},
		guarded:  []string{safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: DatasetExport, repeat: RepeatOnce,
		from:  []From{FromFilter, FromInput, FromArguments, FromQuery, FromFolder},
		kinds: []Kind{KindRevision, KindDataset, KindItem},
		of:    objectOf, run: []string{"line", "uid", "dataset", "reference", "original_name", "path", "bytes", "result", "reason"},
		action: []string{"relation", "datasetType", "reference", "fileName", "overwrite"},
	},
	{
		id: DatasetPurge, writes: true, repeat: RepeatOnce, limit: 500,
		from: []From{FromFilter, FromInput, FromArguments, FromQuery}, kinds: []Kind{KindDataset},
		roles: []Role{RoleDatasetName}, action: []string{"keep"},
		guarded: []string{safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: DeleteObjects, writes: true, repeat: RepeatOnce, limit: 100,
		from:    []From{FromInput, FromArguments, FromQuery},
		kinds:   []Kind{KindItem, KindRevision, KindDataset},
		action:  []string{"removeFromFolders"},
		guarded: []string{safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: WorkflowStart, writes: true, repeat: RepeatOnce, limit: 200,
		from: writerSources, kinds: []Kind{KindRevision, KindDataset},
		action:  []string{"template", "processName", "onePerObject"},
		guarded: []string{safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: WorkflowTask, writes: true, repeat: RepeatEach, limit: 50,
		from: []From{FromSession, FromFilter}, kinds: []Kind{KindTask},
		fields: []Field{FieldTaskState, FieldTaskName, FieldTemplate, FieldStarted},
		of:     []Of{OfSelf, OfTask, OfProcess, OfRun}, run: []string{"uid", "targets"},
		action: []string{"do", "comment", "assignTo"},
	},
	{
		id: UserReport, repeat: RepeatEach,
		from: []From{FromFilter}, kinds: []Kind{KindUser},
		fields: []Field{FieldMemberOf, FieldUserState, FieldLastLogin},
		of:     []Of{OfSelf, OfUser, OfMember, OfRun}, run: []string{"uid"},
	},
	{
		id: ProjectAssign, writes: true, repeat: RepeatOnce, limit: 5000,
		from: writerSources, kinds: []Kind{KindItem, KindRevision, KindObject, KindDataset, KindFolder},
		roles:   []Role{RoleProject},
		action:  []string{"assign", "remove"},
		include: allIncludes,
		guarded: []string{safetyBypass, safetyReleased, safetyCheckedOut, safetyInProcess},
	},
	{
		id: CheckoutReport, repeat: RepeatEach,
		from: []From{FromFilter}, kinds: anyKind,
		fields: []Field{FieldCheckedOut, FieldCheckedOutBy},
		of:     []Of{OfSelf, OfItem, OfRevision, OfRun}, run: []string{"uid", "days"},
	},
	{
		id: ClassificationReport, repeat: RepeatOnce,
		from: []From{FromFilter, FromInput, FromArguments}, kinds: []Kind{KindObject, KindItem, KindRevision},
		fields: []Field{FieldClassID},
		of:     []Of{OfSelf, OfItem, OfRevision, OfClass, OfRun}, run: []string{"line", "uid"},
	},
}

var (
	anyKind       = []Kind{KindObject, KindItem, KindRevision, KindDataset, KindFolder}
	statusKinds   = []Kind{KindRevision, KindItem, KindDataset}
	objectOf      = []Of{OfSelf, OfItem, OfRevision, OfRelated, OfFile, OfRun}
	writerSources = []From{FromInput, FromArguments, FromFilter, FromQuery, FromFolder}
	allIncludes   = []Include{IncludeItem, IncludeRevisions, IncludeForms, IncludeDatasets, IncludeBOMViews}
)
