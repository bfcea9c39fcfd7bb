package main

import (
	"encoding/json"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// definition is what GET /v1/artifacts shows. Its version is that of the
// plugin: it changes whenever the same request may give other bytes.
var definition = sdk.Definition{
	Type:        "itk-batch",
	Title:       "Teamcenter ITK batch utility",
	Description: "A batch program in C for Siemens Teamcenter, with build script and README, from one sentence.",
	Version:     "0.1.0",
	Patterns: []sdk.Pattern{{
		ID:          spec.QueryExport,
		Title:       "Query export",
		Description: "Finds objects by filters, a saved query, a folder or a list of IDs and writes their properties to a CSV, text or JSON file. Changes nothing.",
		// What a prompt is read into, in full.
		Parameters: json.RawMessage(spec.Schema),
	}},
}
