package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/kilnworks/kiln/host"
)

// failure is a database error together with what a customer may know of it:
// errors.As finds the [host.Error], errors.Unwrap the cause.
type failure struct {
	shown *host.Error
	cause error
}

func (f *failure) Error() string { return f.shown.Error() + ": " + f.cause.Error() }
func (f *failure) Unwrap() error { return f.cause }

// As makes errors.As see what is shown.
func (f *failure) As(target any) bool {
	shown, ok := target.(**host.Error)
	if ok {
		*shown = f.shown
	}
	return ok
}

// notSaved wraps what went wrong while writing.
func notSaved(ctx context.Context, err error) error {
	return wrap(ctx, err, "the change could not be saved; try again")
}

// notRead wraps what went wrong while reading.
func notRead(ctx context.Context, err error) error {
	return wrap(ctx, err, "the data could not be read; try again")
}

// wrap lets pass what is meant for the caller and makes the rest a failure of
// the database.
func wrap(ctx context.Context, err error, message string) error {
	var refusal *host.Error
	switch {
	case err == nil, errors.As(err, &refusal), errors.Is(err, host.ErrClaimLost):
		return err
	case errors.Is(ctx.Err(), context.Canceled):
		// A driver has its own words for a statement that was interrupted.
		return fmt.Errorf("store: %w", context.Canceled)
	}
	return &failure{host.Errorf(host.PersistenceFailed, "%s", message), err}
}

// notFound is the answer for what is not there and for what is another org's.
func notFound(what, id string) error {
	return host.Errorf(host.NotFound, "there is no %s %q", what, id)
}
