package spec

import _ "embed" // for the schema

// Schema is the JSON Schema of the JSON form, for clients and models that
// write Specs. [Parse] and [Spec.Validate] check what it says and more.
//
//go:embed spec.schema.json
var Schema string
