package billing_test

import (
	"context"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/billing"
)

// nobody is a store without any customer, that must be asked for real ids only.
type nobody struct{ billing.Store }

func (nobody) OrgOfCustomer(_ context.Context, id string) (string, error) {
	if len(id) == 0 || len(id) > 255 {
		panic("asked for what is no id")
	}
	return "", host.Errorf(host.NotFound, "no such customer")
}
