// Package sdk is everything that a Kiln plugin imports.
//
// A plugin turns one [Request] into files. It is a table of six functions,
// one per [Stage], that share one value of the plugin's own state type:
//
//	type state struct{ spec Spec }
//
//	func init() {
//		sdk.Register(sdk.Plugin[state]{
//			Definition:    definition,
//			Plan:          plan,
//			SelectPattern: selectPattern,
//			LoadKB:        loadKB,
//			Generate:      generate,
//			Validate:      validate,
//			Package:       pack,
//		})
//	}
//
//	func main() {} // a reactor: the host calls the exports
//
// Built with GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared, the program
// is a plugin; built natively, the same table runs in tests through sdktest.
// ABI.md describes the wall for authors in other languages.
//
// A stage ends in one of three ways, told apart by type: nil is success, a
// [Rejection] (from [Job.Reject]) means that the request cannot be served, and
// any other error is the plugin's own failure.
package sdk
