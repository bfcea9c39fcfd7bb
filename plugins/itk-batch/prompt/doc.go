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
// A prompt is read at most twice. The first reading finds out which pattern is
// asked for, and whether it is one; the second one reads with the grammar of
// that pattern, which has words of its own and understands some phrases
// otherwise. To add a pattern, write its grammar in a file of its own and put
// it into the table in grammars.go.
//
// A restriction that is not understood is never dropped, because that would
// widen the result: the prompt is refused with what is missing. A word that
// announces one ("except", "only", "that") stays open until something is read
// that the Spec keeps; where a program changes data, so does every word that
// nobody understood. See unread.go. Nothing
// relative is computed and no clock is read, so equal prompts give equal
// Specs on every day.
package prompt
