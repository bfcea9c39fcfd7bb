// Package prompt reads what a Teamcenter engineer wrote, in English, German or
// both, into a [spec.Spec].
//
// The text is cut into tokens (quoted text, identifiers and paths are taken
// literally), misspelt words are corrected against the vocabulary, and the
// reader walks from left to right: at each place the longest phrase of the
// vocabulary wins, and its sense decides what follows it. A property that is
// followed by an operator becomes a filter, any other one a column. What was
// decided without having been said becomes a note in the Spec.
//
// A restriction that is not understood is never dropped, because that would
// widen the result: the prompt is refused with what is missing. Nothing
// relative is computed and no clock is read, so equal prompts give equal
// Specs on every day.
package prompt
