package main

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// examples are prompts to begin with. A test reads each and finds its pattern.
func examples(id string) []string {
	switch id {
	case spec.QueryExport:
		return []string{
			"Export released parts to CSV",
			"List all drawings owned by smith that were modified in the last 30 days, with item_id, object_name and owner",
			"Export the datasets in the folder \"To be archived\" to a JSON file",
		}
	}
	return nil
}
