// Package sim plays a Teamcenter site without Teamcenter: headers written from
// the facts of kb, a simulator of ITK in C with one object store, and the
// site's compile and linkitk scripts, so that the build script of a generated
// project runs unchanged. The simulator is filled from a readable fixture and
// watches what a program does wrong: memory, enquiries, locks, tags, order of
// calls. What it proves are the paths of the generated code, not that
// Teamcenter behaves as the facts say; where the facts leave a behaviour open,
// it has a switch with two settings, kind and harsh.
//
// The package runs compilers and programs; only tests and commands import it.
package sim
