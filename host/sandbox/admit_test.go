package sandbox

import (
	"errors"
	"strings"
	"testing"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	definedAs := func(d string) binary {
		m := small()
		m.data[definitionAt] = d
		m.exports[0].body = put(definitionAt, d)
		return m
	}
	change := func(f func(*binary)) binary { m := small(); f(&m); return m }
	for name, c := range map[string]struct {
		module binary
		want   string
	}{
		"no memory":     {change(func(m *binary) { m.memoryName = "" }), `exports no memory; export the memory as "memory"`},
		"no describe":   {change(func(m *binary) { m.exports[0].name = "describe" }), "does not export kiln_describe"},
		"no stage":      {change(func(m *binary) { m.exports[1].name = "stage" }), "does not export kiln_stage"},
		"a command":     {change(func(m *binary) { m.exports[0].name = "_start" }), "-buildmode=c-shared"},
		"type of stage": {change(func(m *binary) { m.exports[1].params = []byte{i64} }), "exports kiln_stage as (i64) -> (); export it as (i32) -> ()"},
		"type of describe": {change(func(m *binary) {
			m.exports[0].results, m.exports[0].body = []byte{i32}, i32Const(0)
		}), "exports kiln_describe as () -> (i32)"},
		"type of import": {change(func(m *binary) { m.imports[5].params = []byte{i32, i32} }), "imports kiln_v1.log as (i32 i32) -> (); import it as (i32 i32 i32) -> ()"},
		"another ABI":    {change(func(m *binary) { m.imports[0].module = "kiln_v2" }), "speaks ABI version 2, this host version 1"},
		"another LLM":    {change(func(m *binary) { m.imports[4] = function{module: "kiln_llm_v3", name: "complete"} }), "version 3, this host version 1"},
		"no Kiln":        {binary{memory: 1, memoryName: "memory"}, "no Kiln plugin"},
		"unknown module": {change(func(m *binary) { m.imports[4] = function{module: "env", name: "abort"} }), "imports env.abort, which this host does not have"},
		"unknown name":   {change(func(m *binary) { m.imports[4].name = "progres" }), "imports kiln_v1.progres, which does not exist"},
		"not granted":    {change(importLLM), `imports kiln_llm_v1.complete without being granted the capability "llm"`},
		"asks ungranted": {definedAs(strings.Replace(definition, `"patterns"`, `"capabilities":["kb"],"patterns"`, 1)), `asks for the capability "kb", which it is not granted`},
		"too big":        {change(func(m *binary) { m.memory = 2000 }), "2000 pages"},
		"no definition":  {definedAs("[]"), "the definition is not JSON as it should be"},
		"bad definition": {definedAs(`{"type":"Bad Type","patterns":[{"id":"a"},{"id":"a"}]}`), "another pattern has it"},
		"silent":         {change(func(m *binary) { m.exports[0].body = nil }), "not JSON"},
		"traps":          {change(func(m *binary) { m.exports[0].body = unreachable }), "plugin failed in describing (trap)"},
		"writes a file":  {change(func(m *binary) { m.exports[0].body = files(0, 1, 0, 0, 0o644) }), "called while describing"},
		"loops":          {change(func(m *binary) { m.exports[0].body = forever }), "describing (deadline)"},
		"loops early": {change(func(m *binary) {
			m.exports = append(m.exports, function{name: "kiln_warmup", body: forever})
		}), "plugin failed in starting (deadline)"},
		"traps early": {change(func(m *binary) {
			m.exports = append(m.exports, function{name: "_initialize", body: unreachable})
		}), "plugin failed in starting (trap)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limits := Limits{StageTimeout: 200e6}
			checkRefusal(t, c.module.encode(), limits, c.want)
		})
	}
}

func checkRefusal(t *testing.T, wasm []byte, limits Limits, want string) {
	t.Helper()
	_, err := open(t).Load(t.Context(), wasm, limits)
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("got %v, want a *Refusal", err)
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if r.What == "" || r.Do == "" {
		t.Errorf("the refusal does not say both what is wrong and what to do: %+v", r)
	}
}

func importLLM(m *binary) {
	m.imports = append(m.imports, function{
		module: "kiln_llm_v1", name: "complete", params: []byte{i32, i32}, results: []byte{i32},
	})
}

func TestRefusalOfWhatIsNoModule(t *testing.T) {
	t.Parallel()
	good := small().encode()
	for name, wasm := range map[string][]byte{
		"nothing": nil, "text": []byte("#!/bin/sh\n"), "truncated": good[:len(good)-3], "component": []byte("\x00asm\x0d\x00\x01\x00"),
	} {
		t.Run(name, func(t *testing.T) { checkRefusal(t, wasm, Limits{}, "not a module that can run here") })
	}
}

func TestUnknownCapabilityGranted(t *testing.T) {
	t.Parallel()
	checkRefusal(t, small().encode(), Limits{Capabilities: []string{"lmm"}}, `unknown capability "lmm" is granted; grant only kb, llm`)
}
