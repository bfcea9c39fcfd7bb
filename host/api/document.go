package api

import (
	"bytes"
	"context"
	_ "embed" // the contract
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/valyala/fasthttp"
)

//go:embed openapi.yaml
var openapiYAML []byte

// document is the contract as it is served.
type document struct {
	spec *openapi3.T
	json json.RawMessage
	etag string
	page []byte
	csp  string

	packed []byte // the page in gzip
}

// loadDocument reads the contract once, when somebody first asks for it.
var loadDocument = sync.OnceValues(func() (*document, error) {
	spec, err := openapi3.NewLoader().LoadFromData(openapiYAML)
	if err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	text, err := withoutHints(spec)
	if err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	d := &document{spec: spec, json: text, etag: etag(text)}
	if d.page, d.csp, err = renderDocs(spec); err != nil {
		return nil, fmt.Errorf("docs page: %w", err)
	}
	d.packed = fasthttp.AppendGzipBytesLevel(nil, d.page, fasthttp.CompressBestCompression)
	return d, nil
})

// withoutHints returns the document as JSON, without what is only meant for
// the generator of the code.
func withoutHints(spec *openapi3.T) ([]byte, error) {
	text, err := spec.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var tree any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	strip(tree)
	return encode(tree)
}

func strip(tree any) {
	switch node := tree.(type) {
	case map[string]any:
		for name, child := range node {
			if strings.HasPrefix(name, hintGo) || name == hintOrder {
				delete(node, name)
				continue
			}
			strip(child)
		}
	case []any:
		for _, child := range node {
			strip(child)
		}
	}
}

// Extensions that oapi-codegen understands.
const (
	hintGo    = "x-go-"
	hintOrder = "x-order"
)

// GetOpenapi returns the contract.
func (s *Server) GetOpenapi(_ context.Context, r GetOpenapiRequestObject) (GetOpenapiResponseObject, error) {
	d, err := loadDocument()
	switch {
	case err != nil:
		return nil, err
	case matches(r.Params.IfNoneMatch, d.etag):
		return GetOpenapi304Response{Headers: NotModifiedResponseHeaders{ETag: &d.etag}}, nil
	}
	return GetOpenapi200JSONResponse{Body: d.json, Headers: GetOpenapi200ResponseHeaders{ETag: &d.etag}}, nil
}

// GetDocs returns the contract as a page.
func (s *Server) GetDocs(context.Context, GetDocsRequestObject) (GetDocsResponseObject, error) {
	d, err := loadDocument()
	if err != nil {
		return nil, err
	}
	return docsPage{d}, nil
}
