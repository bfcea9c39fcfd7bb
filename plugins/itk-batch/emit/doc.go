// Package emit writes the generated project: C, build scripts and README. It
// decides nothing: what to write is in the [pattern.Plan], how it looks is
// here, one file per part of the project.
//
// Fixed C text is written with [cFile.text]. In it "@" stands for the project's
// prefix, "$" for the same in capitals and "%{name}" for an argument. Text that
// came from a person never goes through there: it is a C literal made by
// [cString], and the other languages have one such function each.
package emit
