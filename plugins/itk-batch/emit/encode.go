package emit

import "github.com/kilnworks/kiln/plugins/itk-batch/spec"

// encodes reports whether cells are checked or converted before they are written.
func (w *writer) encodes() bool { return w.encoder() != nil }

// encoder returns the writer of the conversion that the output needs, or nil
// when the bytes go through as they are.
func (w *writer) encoder() func(*cFile) { return nil }

var _ = spec.EncodingSite
