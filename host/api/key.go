package api

import (
	"strings"

	"github.com/kilnworks/kiln/host"
)

// bearer returns the secret of an Authorization header. A wrong form or
// checksum is refused here, before anybody asks the database.
func bearer(authorization []string) (string, error) {
	if len(authorization) > 1 {
		return "", host.Errorf(host.InvalidAPIKey, "there is more than one Authorization header; send one")
	}
	scheme, secret, _ := strings.Cut(authorization[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", host.Errorf(host.MissingCredentials,
			"the Authorization header is not of the form \"Bearer <API key>\"; no other scheme is supported")
	}
	secret = strings.TrimLeft(secret, " ")
	if !host.CheckSecret(secret) {
		return "", host.Errorf(host.InvalidAPIKey,
			"this is not an API key: one is \"kiln_live_\" and 36 letters and digits; check that all of it was copied")
	}
	return secret, nil
}
