// Package sandbox runs plugins: WebAssembly modules that can do nothing but
// compute and call the functions that the host gives them. It is the only
// package that knows wazero.
//
// A [Plugin] is a module that has been checked, compiled and asked what it is.
// Each generation starts an [Instance] of its own, drives it through the
// stages and closes it; instances share nothing. Whatever a guest does, its
// host gets a [Failure] that says what happened, and goes on.
//
// Compiled code cannot be interrupted, so modules are rewritten to come back to
// the host by themselves ([rewrite]): every 200,000 units of [fuel], when the
// context is looked at and others may run. What a plugin does before its first
// stage is done once: the memory and globals that it leaves are an [image], and
// an instance maps it, copying a page when it first writes to it. Memory of
// guests that ended well is made what it was and is used again ([spare]).
//
// abi.go is the host's half of the wall, sdk/abi_wasip1.go the guest's;
// sdk/ABI.md describes it.
package sandbox
