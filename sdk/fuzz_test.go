package sdk

import (
	"encoding/json"
	"testing"
)

// What Go accepts from a plugin it must be able to write again, and the
// schemas must accept what it writes.

func FuzzStageResult(f *testing.F) {
	fuzzWall[StageResult](f, "stage-result",
		`{"outcome":"ok","fit":0.5,"manifest":{"a":[]}}`,
		`{"outcome":"rejected","rejection":{"message":"m","missing":["a"]}}`,
		`{"outcome":"failed","error":"e","diagnostics":[{"severity":"info","code":"c","message":"m","stage":"planning","file":"f","line":1}]}`)
}

func FuzzDefinition(f *testing.F) {
	fuzzWall[Definition](f, "definition",
		`{"type":"a-b","title":"t","description":"d","version":"1.0.0-rc.1","patterns":[{"id":"p","title":"t","description":"d","parameters":{}}],"capabilities":["kb"]}`)
}

func fuzzWall[T any](f *testing.F, name string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	schema := compileSchema(f, name)
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := decode[T](text)
		if err != nil {
			return
		}
		again, err := json.Marshal(v)
		if r, ok := any(v).(StageResult); ok {
			again, err = r.encode()
		}
		if err != nil {
			t.Fatalf("%s cannot be written again: %v", text, err)
		}
		if err := validate(schema, again); err != nil {
			t.Errorf("Go accepts what the schema refuses: %s\n%v", again, err)
		}
	})
}
