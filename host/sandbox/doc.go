// Package sandbox runs plugins: WebAssembly modules that can do nothing but
// compute and call the functions that the host gives them. It is the only
// package that knows wazero.
//
// A [Plugin] is a module that has been checked, compiled and asked what it is.
// Each generation starts an [Instance] of its own, drives it through the
// stages and closes it; instances share nothing. Whatever a guest does, its
// host gets a [Failure] that says what happened, and goes on.
//
// abi.go is the host's half of the wall, sdk/abi_wasip1.go the guest's;
// sdk/ABI.md describes it.
package sandbox
