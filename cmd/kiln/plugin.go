package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
)

const pluginHelp = `Look at the plugins of a registry folder, and decide what they may do.

"kiln serve --registry DIR" runs the .wasm files of DIR as far as DIR/` + registry.LockFile + ` allows:
the lock names each module by its digest, with the capabilities and limits that it was granted.
Put a module into the folder, see with "kiln plugin diff" what it asks for, and allow it with
"kiln plugin lock". A running server sees both changes by itself. "kiln plugin try" runs a
module without any of that, for whoever writes one.`

// newPluginCommand returns the commands of whoever runs plugins.
func newPluginCommand() *cobra.Command {
	c := &cobra.Command{Use: "plugin", Short: "Look at plugins, try them, and decide what they may do", Long: pluginHelp}
	c.AddCommand(newPluginListCommand(), newPluginDiffCommand(), newPluginLockCommand(), newPluginInspectCommand(),
		newPluginTryCommand(), newPluginAdmitCommand())
	return c
}

// differs is the end of a comparison that found something: exit code 1, and
// nothing to say that has not been said.
type differs struct{}

func (differs) Error() string { return "" }

func (differs) ExitCode() int { return 1 }

// addAdmissionFlags declares what [findAdmitter] reads.
func addAdmissionFlags(c *cobra.Command) {
	addFlags(c.Flags(), "cache", "admission-timeout")
}

// findAdmitter returns the admitter that the command's flags ask for.
func findAdmitter(c *cobra.Command) (*admitter, error) {
	config, err := loadConfig(c.Flags(), os.LookupEnv)
	if err != nil {
		return nil, err
	}
	cache, _ := c.Flags().GetString("cache")
	fromEnv, _ := os.LookupEnv("KILN_CACHE")
	if cache = cmp.Or(cache, fromEnv); cache == "" {
		cache = userCache()
	}
	return newAdmitter(cache, config.Admission), nil
}

// firstLimits are granted to a plugin that is locked for the first time.
var firstLimits = registry.Limits{MemoryBytes: 64 << 20, StageTimeout: registry.Duration(10 * time.Second)}

// survey is a registry folder and what its modules ask for.
type survey struct {
	dir  string
	lock registry.Lock
	// granted is what the operator allows beyond what modules ask for.
	granted grants
	// now is the lock that would allow everything in the folder.
	now registry.Lock
	// refused are the modules that cannot be allowed, by file.
	refused map[string]error
}

// takeSurvey asks each module of a folder what it is.
func takeSurvey(ctx context.Context, dir string, granted grants, a *admitter) (*survey, error) {
	if err := checkFolder(dir); err != nil {
		return nil, usageError{err}
	}
	lock, err := registry.ReadLock(dir)
	if err != nil {
		return nil, err
	}
	modules, err := registry.ReadFolder(dir)
	if err != nil {
		return nil, err
	}
	s := &survey{dir: dir, lock: lock, granted: granted, refused: map[string]error{}}
	for _, m := range modules {
		locked, err := s.ask(ctx, m, a)
		if ctx.Err() != nil {
			return nil, interrupted{}
		}
		if err != nil {
			s.refused[m.File] = err
			continue
		}
		s.now.Plugins = append(s.now.Plugins, locked)
	}
	return s, nil
}

// ask returns the lock's entry for a module that gets all that it asks for.
func (s *survey) ask(ctx context.Context, m registry.Module, a *admitter) (registry.Locked, error) {
	if m.Err != nil {
		return registry.Locked{}, m.Err
	}
	before, locked := s.lock.Plugin(m.File)
	if !locked {
		before.Limits = firstLimits
	}
	limits := s.granted.limits(m.File, before.Limits)
	folder := registry.Folder{Dir: s.dir}
	module, err := folder.Read(m)
	if err != nil {
		return registry.Locked{}, err
	}
	found, err := a.admit(ctx, module, sandbox.Capabilities(), limits)
	if err != nil {
		return registry.Locked{}, err
	}
	return registry.Locked{Entry: found.entry(m.File, m.Digest, limits),
		Replaces: before.Replaces || s.granted.replaces(m.File, found.Definition.Type)}, nil
}

// restrict leaves all but the named files as the lock has them; all are
// meant when none is named.
func (s *survey) restrict(files []string) error {
	if len(files) == 0 {
		return nil
	}
	for _, file := range files {
		_, there := s.now.Plugin(file)
		_, locked := s.lock.Plugin(file)
		if !there && !locked && s.refused[file] == nil {
			return usageError{fmt.Errorf("%s is neither in %s nor in its lock", file, s.dir)}
		}
	}
	other := func(p registry.Locked) bool { return !slices.Contains(files, p.File) }
	s.now.Plugins = slices.DeleteFunc(s.now.Plugins, other)
	for _, p := range s.lock.Plugins {
		if other(p) {
			s.now.Plugins = append(s.now.Plugins, p)
		}
	}
	for file := range s.refused {
		if !slices.Contains(files, file) {
			delete(s.refused, file)
		}
	}
	return nil
}

// settle moves the modules whose type is not free to those that are refused.
func (s *survey) settle() error {
	embedded, err := registry.Embedded()
	if err != nil {
		return err
	}
	// Who has a type keeps it.
	slices.SortStableFunc(s.now.Plugins, func(a, b registry.Locked) int { return cmp.Compare(s.novelty(a), s.novelty(b)) })
	types := map[string]string{}
	s.now.Plugins = slices.DeleteFunc(s.now.Plugins, func(p registry.Locked) bool {
		err := embedded.CheckType(p)
		if other, taken := types[p.Type]; taken {
			err = errors.Join(err, fmt.Errorf("it makes the artifact type %s, as %s does; remove one of them", p.Type, other))
		}
		if err != nil {
			s.refused[p.File] = err
			return true
		}
		types[p.Type] = p.File
		return false
	})
	for file := range s.refused {
		if before, ok := s.lock.Plugin(file); ok && types[before.Type] == "" {
			s.now.Plugins = append(s.now.Plugins, before) // an older module may still run under it
		}
	}
	return nil
}

// novelty is 0 for a module that has been locked with its type before, else 1.
func (s *survey) novelty(p registry.Locked) int {
	if before, ok := s.lock.Plugin(p.File); ok && before.Type == p.Type {
		return 0
	}
	return 1
}
