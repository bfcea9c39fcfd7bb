package check

// orders finds calls that stand in the wrong order: each of them is there.
func (p *project) orders(fn *function) {
	for i := range fn.calls {
		c := &fn.calls[i]
		switch {
		case c.is&saving != 0 && fn.lockOf(c) == noLock:
			p.savedLate(fn, c)
		case c.is&telling != 0:
			p.toldLate(fn, c)
		}
	}
}

// savedLate finds what is saved when its lock is given back already.
func (p *project) savedLate(fn *function, save *call) {
	object := lockedBy(save)
	if object == none {
		return
	}
	locked, given := false, -1
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at >= save.at {
			break
		}
		if lockedBy(c) != object {
			continue
		}
		switch fn.lockOf(c) {
		case takesLock:
			locked, given = true, -1
		case givesLock:
			given = c.at
		}
	}
	u := fn.unit
	if given >= 0 && !u.isElse(given, u.statementStart(save.at)) && u.encloses(given, save.at) {
		p.report("save-unlocked", u, save.at, save.name+" saves "+p.words.text(object)+", whose lock is given back before", "")
		if !locked {
			p.soften(Warning) // what it gives back may be the lock of something new
		}
	}
}

// toldLate finds a text of an error that is read when another call, or the
// clearing of the stack, has replaced it.
func (p *project) toldLate(fn *function, ask *call) {
	u := fn.unit
	block := u.parent(u.statementStart(ask.at))
	if block < 0 {
		return
	}
	for i := range fn.calls {
		c := &fn.calls[i]
		if c.at >= ask.at {
			return
		}
		start := u.statementStart(c.at)
		if c.itk == nil || c.at < block || u.parent(start) != block || start == u.statementStart(ask.at) || u.isElse(c.at, ask.at) && !u.returnsOnlyOf(c, ask.at) {
			continue
		}
		switch {
		case c.name == "EMH_clear_errors":
			p.report("error-text-lost", u, ask.at, c.name+" stands before "+ask.name+", which finds nothing any more", "")
			return
		case c.itk.Code() && c.itk.Module != "EMH" && fn.failedBefore(block, c.at):
			p.report("error-text-lost", u, ask.at, "between the failure and "+ask.name+" stands "+c.name+", whose errors are read instead", "")
			return
		}
	}
}

// returnsOnlyOf reports whether all ways out between a call and a token stand in
// the statement of the call itself.
func (u *unit) returnsOnlyOf(c *call, to int) bool {
	return !u.isElse(u.statementEnd(u.statementStart(c.at))+1, to)
}

// failedBefore reports whether a call has failed when a token is reached: the
// block around it is that of an if which says so, or a return before it leaves
// with success.
func (fn *function) failedBefore(block, at int) bool {
	u := fn.unit
	if block != fn.open {
		open := u.match(block - 1)
		return u.is(block-1, rparen) && u.is(open-1, kwIf) && u.saysFailure(open+1, block-1)
	}
	for i := fn.open; i < at; i++ {
		if u.is(i, kwReturn) && u.is(u.statementStart(i), kwIf) && u.saysSuccess(u.statementStart(i)+2, i) {
			return true
		}
	}
	return false
}

// saysFailure reports whether a condition compares something with ITK_ok.
func (u *unit) saysFailure(from, to int) bool {
	for i := from; i < to; i++ {
		if u.text(i) == "ITK_ok" {
			return u.is(i-1, notEqual) || u.is(i+1, notEqual)
		}
	}
	return false
}

func (u *unit) saysSuccess(from, to int) bool {
	for i := from; i < to; i++ {
		if u.text(i) == "ITK_ok" {
			return u.is(i-1, equal) || u.is(i+1, equal)
		}
	}
	return false
}
