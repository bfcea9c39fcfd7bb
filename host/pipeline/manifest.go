package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// manifest is what the host knows about how a project came about. It holds no
// id and no time, so that the same request always gives the same bytes.
type manifest struct {
	ManifestVersion int            `json:"manifestVersion"`
	Engine          string         `json:"engine"`
	Plugin          pluginIdentity `json:"plugin"`
	ArtifactType    string         `json:"artifactType"`
	Pattern         string         `json:"pattern"`
	Inputs          sdk.Request    `json:"inputs"`
	Fuel            uint64         `json:"fuel"`
	Files           []fileIdentity `json:"files"`
}

type pluginIdentity struct {
	Type    string `json:"type"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

type fileIdentity struct {
	Path   string `json:"path"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
	Mode   string `json:"mode"` // octal: "0644" or "0755"
}

// buildManifest joins the host's members and the plugin's into one object.
func buildManifest(g *generation, files []host.File) ([]byte, error) {
	a := g.plugin.Artifact
	m := manifest{
		ManifestVersion: 1,
		Engine:          "kiln/" + host.Version,
		Plugin:          pluginIdentity{Type: a.Type, Version: a.Version, Digest: a.Digest},
		ArtifactType:    a.Type,
		Pattern:         g.result.Pattern,
		Inputs:          g.request.Request,
		Fuel:            g.instance.Fuel(),
	}
	for _, f := range files {
		m.Files = append(m.Files, fileIdentity{f.Path, len(f.Body), f.SHA256, fmt.Sprintf("%#o", f.Mode)})
	}
	own, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	if len(g.manifest) > 0 {
		if own, err = joinObjects(own, g.manifest); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := json.Indent(&out, own, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// joinObjects appends b's members to a's, in their order. A name in both is an error.
func joinObjects(a, b []byte) ([]byte, error) {
	var names, more map[string]json.RawMessage
	if err := json.Unmarshal(a, &names); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &more); err != nil {
		return nil, fmt.Errorf("the plugin's part is not a JSON object: %w", err)
	}
	for name := range more {
		if _, ok := names[name]; ok {
			return nil, fmt.Errorf("the plugin's part has the member %q, which is the host's", name)
		}
	}
	if len(more) == 0 {
		return a, nil
	}
	joined := append(bytes.TrimSuffix(bytes.TrimSpace(a), []byte("}")), ',')
	return append(joined, bytes.TrimPrefix(bytes.TrimSpace(b), []byte("{"))...), nil
}
