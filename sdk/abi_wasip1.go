//go:build wasip1

package sdk

import (
	"encoding/json"
	"unsafe"
)

// The guest's half of the wall; the host's half is host/sandbox/abi.go.
// Buffers belong to the guest and are only read or filled during the call.

//go:wasmimport kiln_v1 input_len
func inputLen() int32

//go:wasmimport kiln_v1 input_read
func inputRead(dst unsafe.Pointer)

//go:wasmimport kiln_v1 output
func output(ptr unsafe.Pointer, length int32)

//go:wasmimport kiln_v1 file
func file(pathPtr unsafe.Pointer, pathLen int32, bodyPtr unsafe.Pointer, bodyLen int32, mode int32)

//go:wasmimport kiln_v1 progress
func progress(ptr unsafe.Pointer, length int32)

//go:wasmimport kiln_v1 log
func log(level int32, ptr unsafe.Pointer, length int32)

// wasmHost is the import module as a [Host].
type wasmHost struct{}

func (wasmHost) File(path string, body []byte, mode uint32) {
	file(unsafe.Pointer(unsafe.StringData(path)), int32(len(path)),
		unsafe.Pointer(unsafe.SliceData(body)), int32(len(body)), int32(mode))
}

func (wasmHost) Progress(m string) {
	progress(unsafe.Pointer(unsafe.StringData(m)), int32(len(m)))
}

func (wasmHost) Log(level int32, m string) {
	log(level, unsafe.Pointer(unsafe.StringData(m)), int32(len(m)))
}

var current *Run

//go:wasmexport kiln_warmup
func exportWarmup() {
	learnTypes()
	plugin().warmup()
}

// learnTypes has encoding/json read and write each type of the wall once: what
// it works out about a type it keeps, and a host that starts generations from
// a snapshot keeps it too.
func learnTypes() {
	var request Request
	_ = json.Unmarshal([]byte(`{"prompt":"","projectContext":{"codePrefix":""},"options":{"explicitType":""}}`), &request)
	_, _ = StageResult{Rejection: &Rejection{}, Diagnostics: []Diagnostic{{}}}.encode()
}

//go:wasmexport kiln_describe
func exportDescribe() { hand(json.Marshal(plugin().definition())) }

// exportStage runs one stage. The input of the first stage is the request;
// the others have none.
//
//go:wasmexport kiln_stage
func exportStage(stage int32) {
	if Stage(stage) == Planning {
		input := make([]byte, inputLen())
		inputRead(unsafe.Pointer(unsafe.SliceData(input)))
		var request Request
		if err := json.Unmarshal(input, &request); err != nil {
			hand(StageResult{Outcome: Failed, Error: "request: " + err.Error()}.encode())
			return
		}
		current = plugin().start(request, wasmHost{})
	}
	if current == nil {
		hand(StageResult{Outcome: Failed, Error: "the planning stage must run first"}.encode())
		return
	}
	hand(current.Stage(Stage(stage)).encode())
}

func plugin() starter {
	if registered == nil {
		panic("kiln: no plugin is registered; call sdk.Register from an init function")
	}
	return registered
}

// hand gives the host the output of a call.
func hand(body []byte, err error) {
	if err != nil {
		panic("kiln: " + err.Error())
	}
	output(unsafe.Pointer(unsafe.SliceData(body)), int32(len(body)))
}
