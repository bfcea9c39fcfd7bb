package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"

	"github.com/kilnworks/kiln/host"
)

// maxManifestBytes is far beyond the manifest of the largest project.
const maxManifestBytes = 8 << 20

// ledger is what Kiln wrote into a folder the last time, as the manifest there
// says. It is the only memory of earlier runs.
type ledger struct {
	paths   []string
	digests map[string]string // by path, lower-case hex
	kind    string            // of the project, artifact type and pattern; empty where it is not said
}

// readLedger reads the manifest of an earlier run. Anything that is not one
// counts as none: then every file in the way is somebody else's.
func readLedger(root *os.Root) ledger {
	info, err := root.Lstat(host.ManifestPath)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxManifestBytes {
		return ledger{}
	}
	body, err := root.ReadFile(host.ManifestPath)
	if err != nil {
		return ledger{}
	}
	return parseLedger(body)
}

func parseLedger(body []byte) ledger {
	var m struct {
		ManifestVersion int    `json:"manifestVersion"`
		Engine          string `json:"engine"`
		ArtifactType    string `json:"artifactType"`
		Pattern         string `json:"pattern"`
		Files           []struct {
			Path   string `json:"path"`
			SHA256 string `json:"sha256"`
		} `json:"files"`
	}
	if json.Unmarshal(body, &m) != nil || m.ManifestVersion < 1 || !strings.HasPrefix(m.Engine, "kiln/") {
		return ledger{}
	}
	l := ledger{digests: map[string]string{}}
	if m.ArtifactType != "" {
		l.kind = m.ArtifactType + " / " + m.Pattern
	}
	for _, f := range m.Files {
		// A path that Kiln would refuse is not one that it wrote.
		if fs.ValidPath(f.Path) && f.Path != "." && f.Path != host.ManifestPath && len(f.SHA256) == 64 && l.digests[f.Path] == "" {
			l.paths = append(l.paths, f.Path)
			l.digests[f.Path] = f.SHA256
		}
	}
	// The manifest cannot list itself; that it can be read as one is its proof.
	l.digests[host.ManifestPath] = host.NewFile(host.ManifestPath, body, 0).SHA256
	return l
}

// wrote tells whether Kiln wrote the file with that digest.
func (l ledger) wrote(path, digest string) bool {
	return digest != "" && l.digests[path] == digest
}
