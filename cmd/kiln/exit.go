package main

import (
	"context"
	"errors"
	"fmt"
)

// exitCodes is the part of the client commands' help on how they end.
const exitCodes = `Exit codes:
  0    it went well
  1    the generation failed, or its files could not be written
  2    the command line, .kiln.yaml or the request is wrong
  3    not signed in, or no right or quota left
  4    the server cannot be reached, or did not answer in time
  130  interrupted`

// notSignedIn is a missing or unusable API key: exit code 3.
type notSignedIn struct{ error }

func (notSignedIn) ExitCode() int { return 3 }

// networkError is a server that could not be reached: exit code 4.
type networkError struct {
	error
	final bool // trying again cannot help
}

func (networkError) ExitCode() int { return 4 }

func (e networkError) Unwrap() error { return e.error }

// interrupted is the end that the user asked for: exit code 130.
type interrupted struct{ hint string }

func (interrupted) ExitCode() int { return 130 }

func (e interrupted) Error() string { return "interrupted" + e.hint }

// ended explains why ctx is over: the user's wish, or the time limit. It is
// nil while ctx goes on. The hint says what became of the work.
func ended(ctx context.Context, timeout fmt.Stringer, hint string) error {
	switch {
	case ctx.Err() == nil:
		return nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return networkError{final: true, error: fmt.Errorf("no result within %s (--timeout)%s", timeout, hint)}
	}
	return interrupted{hint}
}
