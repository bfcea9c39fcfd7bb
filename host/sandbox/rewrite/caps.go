package rewrite

// Caps bound what the compiler behind the rewriter is given. Its time and
// memory grow faster than the module in some of these, so a small file could
// otherwise hold a host for minutes.
type Caps struct {
	Bytes    int // size of the module
	Types    int // function types
	Values   int // parameters, and results, of one function type
	Imports  int
	Funcs    int // functions with a body
	Tables   int
	Entries  int // entries of one table, at the start and after growing
	Globals  int
	Exports  int
	Segments int // element segments, and data segments
	Body     int // bytes of one function
	Locals   int // locals of one function, parameters included
	Nesting  int // blocks open at once
	Blocks   int // blocks, loops and ifs of one function
	// Joins is Locals × Blocks of one function: the compiler may keep a value
	// per local at each place where paths meet.
	Joins    int
	Targets  int // labels of one br_table
	Branches int // labels of all br_tables of one function
	Image    int // bytes from the start of memory that active data may reach
}

// DefaultCaps leave room for programs several times the size of the Go standard
// library: its largest function has 550 blocks and 70 locals.
func DefaultCaps() Caps {
	return Caps{
		Bytes:    64 << 20,
		Types:    10_000,
		Values:   128,
		Imports:  1_000,
		Funcs:    100_000,
		Tables:   16,
		Entries:  1 << 17,
		Globals:  10_000,
		Exports:  10_000,
		Segments: 1 << 20,
		Body:     1 << 20,
		Locals:   2_000,
		Nesting:  2_000,
		Blocks:   10_000,
		Joins:    1_000_000,
		Targets:  1 << 15,
		Branches: 50_000,
		Image:    64 << 20,
	}
}
