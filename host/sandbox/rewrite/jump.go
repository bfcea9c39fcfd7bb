package rewrite

// Jump threading, for code that was compiled from arbitrary jumps.
//
// WebAssembly has no goto. Compilers such as Go's put all pieces of a function
// into one loop that starts with a dispatch,
//
//	loop block … block local.get N br_table … end piece end piece …
//
// and jump by setting N to a constant and branching to the loop. If such a jump
// leads forward, to the end of a block that is still open, it can branch there at
// once, and does: the dispatch would have done nothing but that. N is set all the
// same. What it saves is the dispatch, with a jump that the processor has to
// guess, and the loop's check; and the engine sees what really follows on what.

// dispatch is what a loop does at its start: it branches as a local says.
type dispatch struct {
	local uint32
	// inside tells for each value of the local, the default last, how many
	// blocks inside of the loop that one lies to whose end this leads. Others
	// than the dispatch's own blocks are zero.
	inside []int
}

// jumps recognizes dispatches and jumps to them by the last few instructions.
type jumps struct {
	state    jumpState
	blocks   int      // since the loop, while a dispatch may come
	local    uint32   // that was read or set
	constant uint32   // that was pushed
	labels   []uint32 // of the last br_table
}

type jumpState byte

const (
	straightOn  jumpState = iota
	loopStarted           // a loop and then only blocks
	localRead             // and a local.get
	pushed                // an i32.const
	localSet              // and a local.set
)

// follow is told of each instruction, before it changes which frames are open.
func (b *body) follow(in *instruction) {
	j := &b.jumps
	switch {
	case in.op == opLoop && in.void:
		j.state, j.blocks = loopStarted, 0
	case in.op == opBlock && in.void && j.state == loopStarted:
		j.blocks++
	case in.op == opLocalGet && j.state == loopStarted:
		j.state, j.local = localRead, in.index
	case in.op == opBrTable && j.state == localRead:
		b.frames[len(b.frames)-1-j.blocks].dispatch = j.dispatch()
		j.state = straightOn
	case in.op == opI32Const:
		j.state, j.constant = pushed, in.index
	case in.op == opLocalSet && j.state == pushed:
		j.state, j.local = localSet, in.index
	case in.op == opBr && j.state == localSet: // see thread
	default:
		j.state = straightOn
	}
}

func (j *jumps) dispatch() *dispatch {
	d := &dispatch{local: j.local, inside: make([]int, len(j.labels))}
	for n, label := range j.labels {
		d.inside[n] = max(0, j.blocks-int(label))
	}
	return d
}

// thread changes the label of a branch that is such a jump and leads forward.
func (b *body) thread(in *instruction) bool {
	if b.jumps.state != localSet {
		return false
	}
	loop := len(b.frames) - 1 - int(in.index)
	d := b.frames[loop].dispatch
	if d == nil || d.local != b.jumps.local {
		return false
	}
	inside := d.inside[min(int64(b.jumps.constant), int64(len(d.inside)-1))]
	target := loop + inside
	if inside == 0 || target >= len(b.frames) || b.frames[target].number != b.frames[loop].number+inside {
		return false
	}
	label := len(b.frames) - 1 - target
	b.edits = append(b.edits, edit{kind: renumber, at: in.indexAt, until: in.end, n: int64(label)})
	return true
}
