// Package rewrite turns a WebAssembly module that nobody trusts into one that
// a host can run: core wasm in, core wasm out, with the same meaning.
//
// What it changes:
//
//   - Fuel. The module gets one mutable i64 global, [FuelExport]. Code takes
//     its cost from it as it runs, and where the rest is below zero it calls
//     the import [RefillModule].[RefillName], which decides whether to go on.
//     Every loop pass meets such a check, and every call but of short leaves. See meter.go
//     for what is charged where, and why it is never too little.
//   - Jumps. What a compiler of gotos, such as Go's, sends through the start of
//     a loop goes forward at once where it can. See jump.go.
//   - Data. Active data segments leave the module as [Module.Data], merged into
//     a few runs, so that a host lays them out once and not in each instance.
//   - Start. The start function becomes the export [StartExport], so that an
//     instance made from a snapshot does not run it again.
//   - Exports. Memory and mutable globals are exported under reserved names,
//     so that a host can save and restore all state that they hold.
//
// What it refuses, with the offset and the reason, in an [Error]: binaries that
// are malformed; everything beyond WebAssembly 2.0 (threads, several memories,
// 64-bit memory, tail calls, exceptions, garbage collection, relaxed SIMD);
// imports other than functions; names that are reserved; and whatever is over
// the [Caps], which keep the compiler's time and memory in bounds.
//
// It does not check types: the engine that compiles the output does. It does
// check everything that its changes could turn from invalid into valid, such as
// the index of the global that it adds.
//
// The binary format is that of https://webassembly.github.io/spec/core/binary/.
package rewrite
