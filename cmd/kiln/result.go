package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/sdk"
)

// outcome is a generation that succeeded.
type outcome struct {
	body  []byte      // as --json prints it
	files []host.File // sorted by path
	outcomeFacts
}

// outcomeFacts is what is shown of the body.
type outcomeFacts struct {
	ID           string           `json:"id"`
	RequestID    string           `json:"requestId"`
	ArtifactType string           `json:"artifactType"`
	Pattern      string           `json:"pattern"`
	Summary      string           `json:"summary"`
	Diagnostics  []sdk.Diagnostic `json:"diagnostics"`
	Usage        struct {
		DurationMs int64 `json:"durationMs"`
		Quota      *struct {
			Used  int64 `json:"used"`
			Limit int64 `json:"limit"` // null, and so 0, is unlimited
		} `json:"quota"`
	} `json:"usage"`
}

// readOutcome reads the body of a result and trusts nothing of it: each file
// must have the digest that is stated, and a path that can do no harm.
func readOutcome(body []byte) (outcome, error) {
	o := outcome{body: body}
	var listed struct {
		Files []api.File `json:"files"`
	}
	if err := errors.Join(json.Unmarshal(body, &o.outcomeFacts), json.Unmarshal(body, &listed)); err != nil {
		return o, fmt.Errorf("the server's result cannot be read: %w", err)
	}
	for _, f := range listed.Files {
		file, err := readFile(f)
		if err != nil {
			return o, fmt.Errorf("the server's result is damaged: file %q: %w", f.Path, err)
		}
		o.files = append(o.files, file)
	}
	if err := pipeline.CheckFiles(o.files); err != nil {
		return o, fmt.Errorf("the server's result is refused, and nothing was written: %w", err)
	}
	slices.SortFunc(o.files, func(a, b host.File) int { return strings.Compare(a.Path, b.Path) })
	return o, nil
}

// readFile decodes and checks one file.
func readFile(f api.File) (host.File, error) {
	body := []byte(f.Content)
	switch f.Encoding {
	case "utf-8":
	case "base64":
		var err error
		if body, err = base64.StdEncoding.DecodeString(f.Content); err != nil {
			return host.File{}, errors.New("its content is not base64")
		}
	default:
		return host.File{}, fmt.Errorf("its encoding %q is not known; a newer kiln may be needed", f.Encoding)
	}
	mode, err := strconv.ParseUint(f.Mode, 8, 32)
	if err != nil {
		return host.File{}, fmt.Errorf("its mode %q is not an octal number", f.Mode)
	}
	file := host.NewFile(f.Path, body, uint32(mode))
	if file.SHA256 != f.Sha256 || int64(len(body)) != f.Size {
		return host.File{}, errors.New("its content does not match its SHA-256 and size")
	}
	return file, nil
}
