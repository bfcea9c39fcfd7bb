package main

import (
	"encoding/json"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
)

// manifest is the plugin's part of the build manifest. The Spec has all its
// defaults: what was decided can be read and corrected there.
type manifest struct {
	// Understood is the Spec in words, for people.
	Understood []string  `json:"understood"`
	Toolchain  string    `json:"toolchain"`
	Build      []string  `json:"build"`
	Run        []string  `json:"run"`
	Spec       spec.Spec `json:"-"` // the last member, "spec"
}

// MarshalJSON writes the Spec directly: encoding/json would go over it again.
func (m manifest) MarshalJSON() ([]byte, error) {
	type plain manifest
	out, err := json.Marshal(plain(m))
	if err != nil {
		return nil, err
	}
	out = append(out[:len(out)-1], `,"spec":`...)
	return append(append(out, m.Spec.JSON()...), '}'), nil
}
