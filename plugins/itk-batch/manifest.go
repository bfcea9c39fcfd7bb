package main

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// manifest is the plugin's part of the build manifest. The Spec has all its
// defaults: what was decided can be read and corrected there.
type manifest struct {
	// Understood is the Spec in words, for people.
	Understood []string  `json:"understood"`
	Spec       spec.Spec `json:"spec"`
	Toolchain  string    `json:"toolchain"`
	Build      []string  `json:"build"`
	Run        []string  `json:"run"`
}
