package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// maxPromptInput is how much is read where a prompt is expected. Whether it is
// too long for the server is the server's to say.
const maxPromptInput = 4 * host.MaxPromptBytes

// readFlags fills in the request and where its files go: a flag wins over the project.
func (g *generation) readFlags(flags *pflag.FlagSet, p project) error {
	if flags.Changed("spec") {
		var err error
		if g.made, err = readSpec(flags.Lookup("spec").Value.String()); err != nil {
			return usageError{err}
		}
		g.request.Context.Spec = g.made.spec
	}
	value := func(flag, key string) string {
		if flags.Changed(flag) {
			return flags.Lookup(flag).Value.String()
		}
		return cmp.Or(p.values[key].text, g.made.values[key])
	}
	g.request.Context.TCVersion = value("tc-version", "tcVersion")
	g.request.Context.Compiler = value("compiler", "compiler")
	g.request.Context.CodePrefix = value("prefix", "codePrefix")
	g.request.Options.ExplicitType = value("type", "type")
	g.request.Options.ExplicitPattern = value("pattern", "pattern")
	g.out = value("out", "out")
	switch {
	case flags.Changed("out") && g.out == "":
		return usageError{errors.New("--out: name a folder; \".\" is the working directory")}
	case !flags.Changed("out") && g.out != "":
		if err := p.checkOut(); err != nil {
			return err
		}
		g.out = filepath.Join(p.folder, filepath.FromSlash(g.out))
	case flags.Changed("request-id") && g.request.ID == "":
		return usageError{errors.New("--request-id: is empty; leave it out to have one made")}
	}
	if g.force && g.out == "" {
		return usageError{errors.New("--force: there is nothing to overwrite without --out")}
	}
	return nil
}

// madeBefore is what a Spec comes from: a generation, or nothing but a file.
type madeBefore struct {
	spec   json.RawMessage
	prompt string            // empty where the file is a Spec and nothing else
	values map[string]string // by the key that a [projectFile] has for them
}

// readSpec returns the Spec in a file, or the one in a build manifest together
// with the request that it was made from.
func readSpec(file string) (madeBefore, error) {
	body, err := readLimited(file, 4*host.MaxSpecBytes)
	if err != nil {
		return madeBefore{}, fmt.Errorf("--spec: %s: %w", file, innermost(err))
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	var manifest struct {
		ManifestVersion int             `json:"manifestVersion"`
		ArtifactType    string          `json:"artifactType"`
		Inputs          sdk.Request     `json:"inputs"`
		Spec            json.RawMessage `json:"spec"`
	}
	if err := json.Unmarshal(body, &manifest); err != nil {
		return madeBefore{}, fmt.Errorf("--spec: %s: is no JSON object: %w", file, err)
	}
	if manifest.ManifestVersion == 0 {
		return madeBefore{spec: body}, nil
	}
	if len(manifest.Spec) == 0 {
		return madeBefore{}, fmt.Errorf("--spec: %s: is a build manifest without a Spec", file)
	}
	in := manifest.Inputs
	return madeBefore{manifest.Spec, in.Prompt, map[string]string{"type": manifest.ArtifactType,
		"tcVersion": in.Context.TCVersion, "compiler": in.Context.Compiler, "codePrefix": in.Context.CodePrefix}}, nil
}

// checkPromptSource wants exactly one. A Spec may bring its own.
func checkPromptSource(args []string, file string, spec bool) error {
	switch {
	case file != "" && len(args) > 0:
		return usageError{errors.New("give either a prompt or --file")}
	case file == "" && len(args) == 0 && !spec:
		return usageError{errors.New("say what to generate, such as: kiln generate \"Export released parts to CSV\"")}
	case len(args) > 1:
		return usageError{fmt.Errorf("there are %d arguments; put the prompt in quotes to make it one", len(args))}
	}
	return nil
}

// readPrompt returns the prompt from its source; see [checkPromptSource].
func (g *generation) readPrompt(ctx context.Context, args []string, file string, stdin io.Reader) (string, error) {
	var body []byte
	var err error
	from := "the prompt"
	switch {
	case file == "" && len(args) == 0:
		if g.made.prompt == "" {
			return "", usageError{errors.New("--spec: the file holds a Spec without the prompt that it was made from; say that too")}
		}
		return g.made.prompt, nil
	case file != "":
		from = file
		body, err = readLimited(file, maxPromptInput)
	case args[0] == "-":
		from = "standard input"
		body, err = readInput(ctx, stdin)
	default:
		body = []byte(args[0])
	}
	if err != nil {
		return "", describeInput(err)
	}
	text := strings.TrimPrefix(string(body), "\ufeff")
	if !utf8.ValidString(text) {
		return "", usageError{fmt.Errorf("%s: is not valid UTF-8; save it as UTF-8", from)}
	}
	if strings.TrimSpace(text) == "" {
		return "", usageError{fmt.Errorf("%s: is empty; say what to generate", from)}
	}
	return text, nil
}

// readInput reads standard input to its end, or until ctx is over: a read from
// a terminal cannot be interrupted.
func readInput(ctx context.Context, stdin io.Reader) ([]byte, error) {
	type input struct {
		body []byte
		err  error
	}
	all := make(chan input, 1)
	go func() {
		body, err := readAtMost(stdin, "standard input", maxPromptInput)
		all <- input{body, err}
	}()
	select {
	case in := <-all:
		return in.body, in.err
	case <-ctx.Done():
		return nil, interrupted{}
	}
}

// describeInput makes a file that cannot be read a mistake on the command line.
func describeInput(err error) error {
	if errors.As(err, new(interface{ ExitCode() int })) {
		return err
	}
	return usageError{err}
}
