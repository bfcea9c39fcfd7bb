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
// by a branch: where paths part or meet, the next piece of code gets an account
// of its own, charged but not checked. That matters for Go, which compiles a
// function to one loop around all of its basic blocks; see jump.go. Only a piece that turns out to cost little is
// charged to the account that comes before it after all, as long as that has room.
//
// Checks come in every pass of a loop and every call, but for calls of functions
// that are short and call nothing. So between two checks there is at most one
// function's code, straight through, with such calls.

const (
	// littleCost is what a piece of code may cost that is charged to another one:
	// to what comes before it or, if a function starts with it, to the loop after it.
	littleCost = 8
	// roomForOthers is how much an account can be charged for code of others.
	roomForOthers = 24
	// leafCost is what a function may cost that is charged but not checked.
	leafCost = 48
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
	pass                      // as check, where a pass of a loop starts
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
	// payer is the account, or -1, that may be charged instead; room is how much
	// this account can still be charged for others.
	payer int
	room  int64
}

// meter decides where a function is charged.
type meter struct {
	edits   []edit // in order
	account int    // index of the edit that pays for the code that comes now
	// straight says that nothing yet can have left the function, or repeated
	// part of it: a loop that starts now is reached once for each call.
	straight bool
	// first is the account of a loop that starts so, or 0.
	first int
	// leaf says that nothing repeats and nothing is called.
	leaf bool
}

// begin opens a function's first account.
func (t *meter) begin(at int) {
	t.edits = t.edits[:0]
	t.straight, t.leaf, t.first = true, true, 0
	t.openAccount(check, at, -1)
}

func (t *meter) openAccount(kind editKind, at, payer int) {
	t.account = len(t.edits)
	t.edits = append(t.edits, edit{kind: kind, at: at, until: at, payer: payer, room: roomForOthers})
}

// enterLoop opens the account of what may turn out to be a loop's passes.
func (t *meter) enterLoop(in *instruction) {
	before := t.account
	t.openAccount(charge, in.end, before)
	t.edits[t.account].n = 1
	if t.straight {
		t.first, t.straight = t.account, false
	}
}

// repeat says that a branch leads to the start of the loop with that account: it
// is passed again and again.
func (t *meter) repeat(account int, takes uint32) {
	t.leaf = false
	e := &t.edits[account]
	e.kind, e.payer = pass, -1
	if takes > 0 { // repeating it would take its parameters
		e.kind = check
	}
}

// settle moves little costs to those who pay for them, the latest first, and
// finds out whether the function's start needs a check. If a loop is reached from
// there without a detour, one check serves both, and may charge both.
func (t *meter) settle() {
	start, loop := &t.edits[0], &t.edits[t.first]
	if t.first > 0 && loop.kind != charge {
		start.kind = charge
		if start.n <= littleCost {
			loop.n, start.n = loop.n+start.n, 0
		}
	}
	cost := int64(0)
	for i := len(t.edits) - 1; i >= 0; i-- {
		if e := &t.edits[i]; !t.passOn(e) {
			cost += e.n
		}
	}
	if t.leaf && cost <= leafCost {
		start.kind = charge
	}
}

// passOn moves the account's cost to its payer if it is little and there is room.
func (t *meter) passOn(e *edit) bool {
	if e.kind != charge || e.payer < 0 || e.n > littleCost {
		return false
	}
	p := &t.edits[e.payer]
	if p.room < e.n {
		return false
	}
	p.n, p.room, e.n = p.n+e.n, p.room-e.n, 0
	return true
}

// fork goes on after a place where paths part.
func (t *meter) fork(at int) { t.openAccount(charge, at, t.account) }

// join goes on where paths meet that all came through an account.
func (t *meter) join(at, account int) { t.openAccount(charge, at, account) }

// plan adds the cost of an instruction to the account.
func (b *body) plan(in *instruction) {
	cost := int64(1)
	switch in.op {
	case opBlock, opLoop, opEnd, opElse:
		return
	case opUnreachable: // the call ends
		b.straight = false
		return
	case opBr, opBrTable, opReturn, opIf:
		b.straight = false
	case opCallIndirect:
		b.straight, b.leaf = false, false
	case opBrIf:
		b.straight = false
		b.edits[b.account].n++
		b.fork(in.end)
		return
	case opCall:
		b.straight, b.leaf = false, false
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
