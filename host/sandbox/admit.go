package sandbox

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/kilnworks/kiln/host/sandbox/rewrite"
	"github.com/kilnworks/kiln/sdk"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// signature is a function type in the text format's words: "(i32) -> ()".
type signature string

func signatureOf(f api.FunctionDefinition) signature {
	return signature(fmt.Sprintf("(%s) -> (%s)", names(f.ParamTypes()), names(f.ResultTypes())))
}

func names(types []api.ValueType) string {
	words := make([]string, len(types))
	for i, t := range types {
		words[i] = api.ValueTypeName(t)
	}
	return strings.Join(words, " ")
}

// export is a function that the host calls.
type export struct {
	name      string
	signature signature
	optional  bool
}

var exports = []export{
	{name: "kiln_describe", signature: "() -> ()"},
	{name: "kiln_stage", signature: "(i32) -> ()"},
	{name: "_initialize", signature: "() -> ()", optional: true},
	{name: "kiln_warmup", signature: "() -> ()", optional: true},
}

// admit checks a module's imports and exports before any of it runs.
func (p *program) admit() *Refusal {
	return cmp.Or(p.admitVersion(), p.admitImports(), admitExports(p.module))
}

var kilnModule = regexp.MustCompile(`^kiln(?:_[a-z]+)?_v([0-9]+)$`)

// admitVersion comes first: what another version imports and exports need not
// make sense here.
func (p *program) admitVersion() *Refusal {
	speaks := false
	for _, f := range p.module.ImportedFunctions() {
		module, _, _ := f.Import()
		m := kilnModule.FindStringSubmatch(module)
		if m == nil {
			continue
		}
		speaks = true
		if m[1] != fmt.Sprint(sdk.ABIVersion) {
			return refuse("build it with an SDK of ABI version "+fmt.Sprint(sdk.ABIVersion)+", or run a Kiln that speaks version "+m[1],
				"it imports %s: the plugin speaks ABI version %s, this host version %d", module, m[1], sdk.ABIVersion)
		}
	}
	if !speaks {
		return refuse("see sdk/ABI.md for what a plugin is", "it imports nothing from %s, so it is no Kiln plugin", commonModule)
	}
	return nil
}

func (p *program) admitImports() *Refusal {
	for _, f := range p.module.ImportedFunctions() {
		if module, _, _ := f.Import(); module == rewrite.RefillModule {
			continue // the rewriter's own
		}
		if r := p.admitImport(f); r != nil {
			return r
		}
	}
	return nil
}

func (p *program) admitImport(f api.FunctionDefinition) *Refusal {
	module, name, _ := f.Import()
	offered, ok := p.offered[module]
	if !ok {
		if capability, known := capabilityOf(module); known {
			return refuse("grant it in the registry entry, or build the plugin without it",
				"it imports %s.%s without being granted the capability %q", module, name, capability)
		}
		return refuse("use only "+strings.Join(slices.Sorted(maps.Keys(p.offered)), ", "),
			"it imports %s.%s, which this host does not have", module, name)
	}
	have, ok := offered.ExportedFunctionDefinitions()[name]
	if !ok {
		return refuse("see sdk/ABI.md for the functions there are", "it imports %s.%s, which does not exist", module, name)
	}
	if want, got := signatureOf(have), signatureOf(f); want != got {
		return refuse("import it as "+string(want), "it imports %s.%s as %s", module, name, got)
	}
	return nil
}

func admitExports(module wazero.CompiledModule) *Refusal {
	if _, ok := module.ExportedMemories()["memory"]; !ok {
		return refuse(`export the memory as "memory"`, "it exports no memory")
	}
	functions := module.ExportedFunctions()
	for _, want := range exports {
		f, ok := functions[want.name]
		if !ok && !want.optional {
			return refuse(missingExport(functions), "it does not export %s", want.name)
		}
		if ok && signatureOf(f) != want.signature {
			return refuse("export it as "+string(want.signature), "it exports %s as %s", want.name, signatureOf(f))
		}
	}
	return nil
}

func missingExport(functions map[string]api.FunctionDefinition) string {
	if _, ok := functions["_start"]; ok {
		return "it is a command (it exports _start): build a reactor, in Go with -buildmode=c-shared"
	}
	return "export kiln_describe and kiln_stage; in Go, import the sdk and call sdk.Register"
}

// admitDefinition checks what the plugin says of itself against what it was
// granted and what it imports.
func (p *program) admitDefinition(d sdk.Definition, granted []string) *Refusal {
	if err := d.Validate(); err != nil {
		return refuse("correct its Definition", "its definition is not valid: %s", err)
	}
	for _, name := range d.Capabilities {
		if !slices.Contains(granted, name) {
			return refuse("grant it in the registry entry, or build the plugin without it",
				"it asks for the capability %q, which it is not granted", name)
		}
	}
	for _, f := range p.module.ImportedFunctions() {
		module, function, _ := f.Import()
		if name, ok := capabilityOf(module); ok && !slices.Contains(d.Capabilities, name) {
			return refuse("name the capability in its Definition",
				"it imports %s.%s but does not ask for the capability %q", module, function, name)
		}
	}
	return nil
}
