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
	Entries  int // entries of all tables, after growing too; elements of all segments
	Globals  int
	Exports  int
	Segments int // element segments, and data segments
	Body     int // bytes of one function
	Locals   int // locals of one function, parameters included
	Nesting  int // blocks open at once
	Blocks   int // blocks, loops and ifs of one function
	Targets  int // labels of one br_table
	Branches int // labels of all br_tables of one function
	Image    int // bytes from the start of memory that active data may reach
	// Effort bounds the sum of [effort] over all functions: what the compiler
	// does more than once for each byte.
	Effort int
}

// effort estimates how long the compiler takes for a function beyond what its
// size explains, in units of some 20 ns: it grows with the square of blocks
// and of loops, and with a value for each local at each loop. Measured with
// wazero 1.12.
func effort(blocks, loops, locals int) int {
	return blocks*blocks + 6*loops*loops + 130*loops*locals
}

// DefaultCaps leave room for programs many times the size of a Go program that
// uses much of the standard library: its largest function has 1,000 blocks, and
// the effort of all is 20 million.
func DefaultCaps() Caps {
	return Caps{
		Bytes:    32 << 20,
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
		Targets:  1 << 15,
		Branches: 50_000,
		Image:    64 << 20,
		Effort:   400_000_000,
	}
}
