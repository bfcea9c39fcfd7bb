package main

import (
	"testing"

	"github.com/kilnworks/kiln/sdk/sdktest"
)

func TestGolden(t *testing.T) { sdktest.Golden(t, plugin, "testdata") }
