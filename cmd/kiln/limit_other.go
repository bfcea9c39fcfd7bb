//go:build !linux

package main

import "os/exec"

// dieWithParent has nothing to do here: the child ends by its deadline.
func dieWithParent(*exec.Cmd) {}

// limitProcess has nothing to do here: only the deadline bounds the child.
func limitProcess(bounds) error { return nil }
