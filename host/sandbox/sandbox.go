package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Config says how a [Sandbox] works. The zero value works.
type Config struct {
	// CacheDir keeps compiled plugins between runs: a Go plugin compiles in about a
	// second and loads from the cache in a tenth of it. It is created with
	// mode 0700: who can write there can run code as this process. Empty means
	// that nothing is kept.
	CacheDir string
	// Now tells the time, for Failure.Elapsed and to notice guests that have run
	// long; without it the one stays zero, and a guest runs until Go's scheduler
	// takes its turn away.
	Now func() time.Time
}

// Sandbox loads plugins. It is safe for use by several goroutines.
type Sandbox struct {
	config Config
	// withoutMemfd makes instances copy memory, as where there are no memfds.
	withoutMemfd bool
	processors   int64
	running      atomic.Int64 // guests whose code runs or waits for a processor

	mu      sync.Mutex
	plugins map[*Plugin]bool
}

// New returns a sandbox, after making the cache directory usable.
func New(_ context.Context, config Config) (*Sandbox, error) {
	if config.CacheDir != "" {
		if err := prepareCache(config.CacheDir); err != nil {
			return nil, fmt.Errorf("compile cache: %w", err)
		}
	}
	if config.Now == nil {
		config.Now = func() time.Time { return time.Time{} }
	}
	return &Sandbox{config: config, processors: int64(runtime.GOMAXPROCS(0)), plugins: map[*Plugin]bool{}}, nil
}

// Close closes all plugins that are still loaded, as [Plugin.Close] does.
func (s *Sandbox) Close(ctx context.Context) error {
	s.mu.Lock()
	plugins := s.plugins
	s.plugins = map[*Plugin]bool{}
	s.mu.Unlock()
	var errs []error
	for p := range plugins {
		errs = append(errs, p.Close(ctx))
	}
	return errors.Join(errs...)
}

// prepareCache creates the directory and closes it to everybody else: native
// code that is found there is run.
func prepareCache(dir string) error {
	if err := os.MkdirAll(filepath.Clean(dir), 0o700); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700)
}
