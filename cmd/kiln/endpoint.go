package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/spf13/pflag"
)

// defaultURL is where `kiln serve` listens on the same machine.
const defaultURL = "http://" + defaultAddr

// maxKeyBytes is far beyond the length of an API key.
const maxKeyBytes = 4 << 10

// endpoint is a server and the right to call it.
type endpoint struct {
	url *url.URL // without a slash at the end
	key string
}

// environment looks up a variable, as [os.LookupEnv] does.
type environment func(string) (string, bool)

// addEndpointFlags declares what [findEndpoint] reads.
func addEndpointFlags(flags *pflag.FlagSet) {
	flags.String("url", "", "`URL` of the Kiln server [KILN_URL] (default "+defaultURL+")")
	flags.String("api-key", "", "API `key`; other users of this machine can see it, so prefer [KILN_API_KEY]")
	flags.String("api-key-file", "", "`file` that holds the API key [KILN_API_KEY_FILE]")
	flags.Bool("plain-http", false, "send the API key unencrypted to a server that is not on this machine")
}

// findEndpoint reads the server and the key: a flag wins over the environment,
// the environment over the project.
func findEndpoint(flags *pflag.FlagSet, env environment, p project) (endpoint, error) {
	text, from := defaultURL, "the default"
	if v, ok := p.values["url"]; ok {
		text, from = v.text, v.at
	}
	if v, _ := env("KILN_URL"); v != "" {
		text, from = v, "KILN_URL"
	}
	if flags.Changed("url") {
		text, from = flags.Lookup("url").Value.String(), "--url"
	}
	base, err := parseBaseURL(text)
	if err != nil {
		return endpoint{}, usageError{fmt.Errorf("%s: %w", from, err)}
	}
	if plain, _ := flags.GetBool("plain-http"); base.Scheme == "http" && !isLoopback(base.Hostname()) && !plain {
		return endpoint{}, usageError{fmt.Errorf("%s: %s is not encrypted, and anybody on the way could read the API key\n"+
			"  use https://, or add --plain-http if you trust the network", from, base)}
	}
	key, err := findKey(flags, env)
	return endpoint{url: base, key: key}, err
}

// parseBaseURL never repeats a text that may hold a password.
func parseBaseURL(text string) (*url.URL, error) {
	const want = "write it like https://kiln.example.com"
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, errors.New("is not a URL; " + want)
	case u.User != nil:
		return nil, errors.New("holds a user name or password; remove it: the API key is sent in a header")
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return nil, fmt.Errorf("%q is not the URL of a server; %s", text, want)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, fmt.Errorf("%q has a query or a fragment; %s", text, want)
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	return u, nil
}

func isLoopback(name string) bool {
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback() || strings.EqualFold(name, "localhost")
}

// findKey reads the API key, which has exactly one source per level.
func findKey(flags *pflag.FlagSet, env environment) (string, error) {
	key, _ := flags.GetString("api-key")
	file, _ := flags.GetString("api-key-file")
	fromKey, fromFile := "--api-key", "--api-key-file"
	if key == "" && file == "" {
		fromKey, fromFile = "KILN_API_KEY", "KILN_API_KEY_FILE"
		key, _ = env(fromKey)
		file, _ = env(fromFile)
	}
	switch {
	case key != "" && file != "":
		return "", usageError{fmt.Errorf("give either %s or %s", fromKey, fromFile)}
	case key == "" && file == "":
		return "", notSignedIn{errors.New("no API key\n" +
			"  set KILN_API_KEY or KILN_API_KEY_FILE; the server's operator makes a key with \"kiln admin key create\",\n" +
			"  and --local needs neither key nor server")}
	case key != "":
		return checkKey(key, fromKey)
	}
	body, err := readLimited(file, maxKeyBytes)
	if err != nil {
		return "", usageError{fmt.Errorf("%s: %w", fromFile, err)}
	}
	return checkKey(string(body), fromFile)
}

// checkKey keeps another service's secret from being sent. It never repeats the text.
func checkKey(text, from string) (string, error) {
	key := strings.TrimSpace(text)
	ok := strings.HasPrefix(key, "kiln_")
	for _, c := range []byte(key) {
		ok = ok && c > ' ' && c < 0x7f
	}
	if !ok {
		return "", notSignedIn{fmt.Errorf("%s: is not a Kiln API key; one begins with kiln_live_", from)}
	}
	return key, nil
}
