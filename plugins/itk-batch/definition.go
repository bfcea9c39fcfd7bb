package main

import (
	"encoding/json"

	"github.com/kilnworks/kiln/plugins/itk-batch/spec"
	"github.com/kilnworks/kiln/sdk"
)

// definition is what GET /v1/artifacts shows. Its version is that of the
// plugin: it changes whenever the same request may give other bytes.
var definition = sdk.Definition{
	Type:        "itk-batch",
	Title:       "Teamcenter ITK batch utility",
	Description: "A batch program in C for Siemens Teamcenter, with build script and README, from one sentence.",
	Version:     "0.1.0",
	Patterns: []sdk.Pattern{{
		ID:          spec.QueryExport,
		Title:       "Query export",
		Description: "Finds objects by filters, a saved query, a folder or a list of IDs and writes their properties to a CSV, text or JSON file. Changes nothing.",
		Parameters:  json.RawMessage(parameters),
	}},
}

// parameters is the JSON Schema of what query-export reads out of a prompt:
// the blocks of its Spec.
const parameters = `{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","additionalProperties":false,"required":["spec","pattern","select","output","safety"],"properties":{` +
	`"spec":{"const":1},"pattern":{"const":"query-export"},"title":{"type":"string","maxLength":120},` +
	`"select":{"type":"object","required":["from","kind"],"properties":{` +
	`"from":{"enum":["filter","query","folder","input"],"description":"filters, a saved query by name, a folder, or a file with IDs"},` +
	`"kind":{"enum":["object","item","revision","dataset","folder"]},` +
	`"type":{"type":"string","maxLength":64,"description":"internal name of the type"},"typeGiven":{"type":"boolean"},"subtypes":{"type":"boolean"},` +
	`"revision":{"enum":["given","latest","latest-released","latest-working","all"]},` +
	`"query":{"type":"object"},"folder":{"type":"object"}}},` +
	`"where":{"type":"array","maxItems":24,"items":{"type":"object","required":["field","op"],"properties":{` +
	`"field":{"type":"string"},"of":{"enum":["self","item","revision"]},` +
	`"op":{"enum":["is","is-not","like","set","unset","before","after","between","within","older-than"]},` +
	`"values":{"type":"array","items":{"type":"string"}},"from":{"type":"string"},"to":{"type":"string"},` +
	`"last":{"type":"integer"},"unit":{"enum":["hour","day","week","month","year"]},"calendar":{"type":"boolean"},"option":{"type":"boolean"}}}},` +
	`"columns":{"type":"array","maxItems":100,"items":{"type":"object","required":["property"],"properties":{` +
	`"property":{"type":"string"},"of":{"enum":["self","item","revision","related","file","run"]},"header":{"type":"string"},` +
	`"as":{"enum":["display","raw"]},"relation":{"type":"string"},"type":{"type":"string"}}}},` +
	`"input":{"type":"object"},` +
	`"output":{"type":"object","properties":{"format":{"enum":["csv","text","json"]},"file":{"type":"string"},"directory":{"type":"string"},"log":{"type":"string"},` +
	`"delimiter":{"enum":[",",";","\t","|","^"]},"header":{"type":"boolean"},"quote":{"enum":["minimal","all"]},` +
	`"encoding":{"enum":["site","utf-8","utf-8-bom","iso-8859-1","windows-1252"]},"siteEncoding":{"enum":["unknown","utf-8","iso-8859-1","windows-1252"]},` +
	`"newline":{"enum":["lf","crlf"]},"dates":{"type":"string"},"list":{"type":"string"},"decimal":{"enum":[".",","]},` +
	`"sort":{"type":"array"},"countOnly":{"type":"boolean"},"emptyExit":{"type":"integer"}}},` +
	`"safety":{"type":"object","properties":{"limit":{"type":"integer","minimum":0},"stopAfter":{"type":"integer","minimum":0}}},` +
	`"notes":{"type":"array"}}}`
