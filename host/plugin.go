package host

import "time"

// PluginState says whether a plugin is of use.
type PluginState string

// The states.
const (
	PluginActive      PluginState = "active"      // it runs generations
	PluginAdmitting   PluginState = "admitting"   // it is being checked and compiled
	PluginRefused     PluginState = "refused"     // it may not run, or not in the form that its file has now
	PluginQuarantined PluginState = "quarantined" // it failed too often and is left alone for a while
)

// PluginStates lists all states.
var PluginStates = [...]PluginState{PluginActive, PluginAdmitting, PluginRefused, PluginQuarantined}

// PluginStatus is how a plugin is, for operators.
type PluginStatus struct {
	// Name is the file in the registry folder, or the artifact type of a
	// plugin that came with the binary.
	Name string
	// Type, Version and Digest are of what runs; empty if nothing does.
	Type, Version, Digest string
	State                 PluginState
	// Reason says in a sentence why the state is not active.
	Reason string
	// Until is when a quarantined plugin is tried again.
	Until time.Time
}
