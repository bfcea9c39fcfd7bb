package sdktest

// recorder is an [sdk.Host] that keeps what it is told.
type recorder struct{ result *Result }

// File keeps a copy: a plugin may use its buffer again.
func (r recorder) File(path string, body []byte, mode uint32) {
	r.result.Files = append(r.result.Files, File{Path: path, Body: append([]byte{}, body...), Mode: mode})
}

func (r recorder) Progress(message string) {
	r.result.Progress = append(r.result.Progress, message)
}

func (r recorder) Log(_ int32, message string) {
	r.result.Logs = append(r.result.Logs, message)
}
