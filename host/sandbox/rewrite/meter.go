package rewrite

// What code costs, and where it is charged.
//
// An instruction costs 1, one that only structures code costs nothing, and what
// takes the host longer costs more. Each instruction belongs to an account: a
// place in the code where the cost of all that belongs to it is taken from the
// fuel. Accounts are opened where a function starts and where a pass of a loop
// starts, and there the fuel is also checked.
//
// Charges are never too little. An account's place is always passed on the way
// to the code that belongs to it, and it lies in the same innermost loop: code
// can be reached a second time only through the start of a loop around it, and
// from there only through its account again. So what comes after a block (or
// if, or loop) belongs to the account of what came before it, whatever branches
// there are inside.
//
// Charges are seldom much too much, though code may be charged and then skipped
// by a branch: where paths part or meet and the account has reached splitAt, the
// next piece of code gets an account of its own, charged but not checked. That
// matters for Go, which compiles a function to one loop around all of its basic
// blocks and takes every jump through the loop's start.
//
// Charging whole pieces at a few places rather than each basic block is what
// keeps the price low. Between two checks there is at most one function's code,
// straight through.

const (
	// splitAt is the cost from which an account is split where it can be.
	splitAt = 48
	// littleCost is what may be charged in each pass of a loop though it comes
	// before it: what Go functions start with.
	littleCost = 8
	// hostCallCost is that of a call of an import: leaving and entering the
	// compiled code takes as long as about so many instructions.
	hostCallCost = 100
	// growCost is that of memory.grow, which leaves the compiled code too.
	growCost = 128
	// bulkShift: instructions that fill, copy or grow by a length cost one per
	// 16 bytes or table entries, charged when the length is known.
	bulkShift = 4
)

// editKind is what an edit does.
type editKind byte

const (
	charge    editKind = iota // take n from the fuel
	check                     // take n from the fuel, refill if it is below zero
	measure                   // as check, with the i32 on top of the stack >> bulkShift
	bulkStart                 // see bulk.go; n is the opcode
	bulkEnd                   //
	renumber                  // write the index n
)

// edit is a change at a place in the code: what stands up to until is replaced.
type edit struct {
	kind      editKind
	at, until int
	n         int64
}

// meter decides where a function is charged.
type meter struct {
	edits   []edit // in order
	account int    // index of the edit that pays for the code that comes now
	// straight says that nothing yet can have left the function, or repeated
	// part of it: a loop that starts now is reached once for each call.
	straight bool
}

// begin opens a function's first account.
func (t *meter) begin(at int) {
	t.edits = t.edits[:0]
	t.straight = true
	t.openAccount(check, at)
}

func (t *meter) openAccount(kind editKind, at int) {
	t.account = len(t.edits)
	t.edits = append(t.edits, edit{kind: kind, at: at, until: at})
}

// enterLoop opens the account of a loop's passes. If the loop is reached from
// the function's start without a detour, one check serves both, and so does one
// charge if little comes before the loop: that is then charged in each pass.
func (t *meter) enterLoop(at int) {
	cost := int64(1)
	if first := &t.edits[0]; t.straight {
		first.kind = charge
		if first.n <= littleCost {
			cost, first.n = cost+first.n, 0
		}
	}
	t.straight = false
	t.openAccount(check, at)
	t.edits[t.account].n = cost
}

// fork goes on after a place where paths part.
func (t *meter) fork(at int) {
	if t.edits[t.account].n >= splitAt {
		t.openAccount(charge, at)
	}
}

// join goes on where paths meet that all came through an account.
func (t *meter) join(at, account int) {
	t.account = account
	t.fork(at)
}

// plan adds the cost of an instruction to the account.
func (b *body) plan(in *instruction) {
	cost := int64(1)
	switch in.op {
	case opBlock, opLoop, opEnd, opElse:
		return
	case opUnreachable, opBr, opBrTable, opReturn, opIf, opCallIndirect:
		b.straight = false
	case opBrIf:
		b.straight = false
		b.edits[b.account].n++
		b.fork(in.end)
		return
	case opCall:
		b.straight = false
		if int(in.index) < len(b.module.imports) {
			cost = hostCallCost
		}
	case opMemoryGrow:
		cost = growCost
	case opMemoryCopy, opMemoryFill:
		b.module.usesBulk = true
		b.edits = append(b.edits,
			edit{kind: bulkStart, at: in.at, until: in.at, n: int64(in.op)},
			edit{kind: bulkEnd, at: in.end, until: in.end})
	case opMemoryInit, opTableInit, opTableCopy, opTableGrow, opTableFill:
		b.edits = append(b.edits, edit{kind: measure, at: in.at, until: in.at})
	}
	b.edits[b.account].n += cost
}
