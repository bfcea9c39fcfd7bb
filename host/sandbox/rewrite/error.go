package rewrite

import "fmt"

// Error says why a module was refused.
type Error struct {
	// Offset is the place in the binary, in bytes from its start.
	Offset int
	// Section names the part of the module, such as "code"; empty before the first.
	Section string
	// Reason says what was found there and what would be right.
	Reason string
}

// Error returns a line such as "wasm: code section, offset 0x1f: unknown instruction 0xfe".
func (e *Error) Error() string {
	if e.Section == "" {
		return fmt.Sprintf("wasm: offset %#x: %s", e.Offset, e.Reason)
	}
	return fmt.Sprintf("wasm: %s section, offset %#x: %s", e.Section, e.Offset, e.Reason)
}
