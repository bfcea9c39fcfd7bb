package api

import "github.com/kilnworks/kiln/host"

// What follows is for a client that has the engine itself and no server: the
// same facts in the same form as over HTTP.

// EncodeResult returns the body of the 200 for a generation that succeeded.
func EncodeResult(g host.Generation) ([]byte, error) { return encode(resultOf(g)) }

// EncodeArtifacts returns the body of GET /v1/artifacts.
func EncodeArtifacts(c host.Catalog) ([]byte, error) { return encode(artifactsOf(c)) }

// NewErrorBody returns the body of an error, without a trace: no log has one.
func NewErrorBody(e *host.Error, requestID string) ErrorBody {
	return ErrorBody{Error: *errorOf(e, faces[e.Code]), RequestId: optional(requestID)}
}

// Encode writes a body as the API does.
func (b ErrorBody) Encode() ([]byte, error) { return encode(b) }
