// Package api is the one door to Fiber: the HTTP face of Kiln.
//
// openapi.yaml is the contract. The routes, parameters and models in
// openapi.gen.go are generated from it; the handlers beside it take a context
// and a request and give a response or an error, and know no Fiber. What an
// error looks like is one table and one function, in error.go.
package api

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config openapi.gen.yaml openapi.yaml
