// Package spec is the typed description of a batch utility: which objects,
// which of them, what is written about each, and into which files.
//
// A Spec is all that the emitter sees. Names in it (types, properties,
// statuses, users, queries) are values: the generated program makes each of
// them the default of an option and looks it up at the site before it touches
// the first object. Relative dates stay relative, because a nightly program
// must mean its own yesterday.
//
// The JSON form is strict: an unknown member is an error, since a misspelt
// filter would widen the selection. [Spec.JSON] writes every default, in one
// order, so that posting it back gives equal bytes.
package spec
