package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/sandbox"
	"github.com/kilnworks/kiln/registry"
)

const (
	settleAfter = 300 * time.Millisecond // without a change, a file is complete
	lookEvery   = 3 * time.Second        // where no event tells of a change
	lookSoon    = 50 * time.Millisecond  // after an event: there are many at once
	tryAgain    = 10 * time.Minute       // what no child process could decide
	patience    = 2 * time.Second        // for plugins, before a host starts without them
)

// folder keeps a host's plugins as the files of a registry folder and their
// lock say. One goroutine works on it; loading, which takes seconds, has
// goroutines of its own and reports back.
type folder struct {
	log      zerolog.Logger
	files    registry.Folder
	plugins  *plugins
	admitter *admitter

	slots   map[string]*slot // by file
	trouble string           // why the folder as a whole cannot be used
	loaded  chan loaded
	cancel  context.CancelFunc
	done    chan struct{}
}

// slot is the place of one file.
type slot struct {
	running *installed // may be of an earlier state of the file
	wanted  string     // names the module and the grant that were last tried
	loading bool
	trouble string    // why the file does not run as it is
	retry   time.Time // when to try once more in spite of trouble; zero: never
}

// installed is a plugin that runs.
type installed struct {
	*sandbox.Plugin
	grant registry.Locked
	is    string // as in slot.wanted
}

// loaded is what became of a module.
type loaded struct {
	file, is string
	plugin   *installed
	err      error
}

// openFolder loads the folder's plugins. What takes long, as it does when a
// module is seen for the first time, goes on in the background, and so does
// whatever changes later.
func openFolder(ctx context.Context, dir string, p *plugins, a *admitter, log zerolog.Logger) *folder {
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f := &folder{
		log: log, files: registry.Folder{Dir: dir, Settle: settleAfter}, plugins: p, admitter: a,
		slots: map[string]*slot{}, loaded: make(chan loaded),
		cancel: cancel, done: make(chan struct{}),
	}
	changes := watch(own, dir, log)
	pending := f.look(own)
	f.await(patience)
	go f.follow(own, changes, pending)
	return f
}

// await installs what is being loaded, as far as it comes in time.
func (f *folder) await(within time.Duration) {
	late := time.After(within)
	for {
		if !slices.ContainsFunc(slices.Collect(maps.Values(f.slots)), func(s *slot) bool { return s.loading }) {
			return
		}
		select {
		case l := <-f.loaded:
			f.install(l)
			f.publish()
		case <-late:
			return
		}
	}
}

// follow looks into the folder whenever something may have changed.
func (f *folder) follow(ctx context.Context, changes <-chan struct{}, pending bool) {
	defer close(f.done)
	for {
		wait := lookEvery
		if pending {
			wait = settleAfter / 3
		}
		select {
		case <-ctx.Done():
			f.collect()
			return
		case l := <-f.loaded:
			f.install(l)
		case <-changes:
			time.Sleep(lookSoon)
		case <-time.After(wait):
		}
		pending = f.look(ctx)
	}
}

// collect waits for what still loads, and gives it up.
func (f *folder) collect() {
	for _, s := range f.slots {
		if s.loading {
			if l := <-f.loaded; l.plugin != nil {
				f.unload(l.plugin)
			}
		}
	}
}

// stop ends the watching. What runs goes on until the sandbox is closed.
func (f *folder) stop() {
	f.cancel()
	<-f.done
}

// look compares what is with what the folder and its lock say. It reports
// whether it is worth to look again soon.
func (f *folder) look(ctx context.Context) (pending bool) {
	defer f.publish()
	now := time.Now()
	modules, pending, err := f.files.Scan(now)
	if err != nil {
		f.fail("the registry folder cannot be read", err)
		return false
	}
	lock, err := registry.ReadLock(f.files.Dir)
	if err != nil {
		f.fail("the lock cannot be read; plugins stay as they are", err)
		return pending
	}
	f.trouble = ""
	there := map[string]bool{}
	for _, m := range modules {
		there[m.File] = true
		if f.slots[m.File] == nil {
			f.slots[m.File] = &slot{}
		}
		f.compare(ctx, m, lock, now)
	}
	for file, s := range f.slots {
		if !there[file] && !s.loading {
			f.retire(file, s)
			delete(f.slots, file)
		}
	}
	return pending
}

// fail logs, once, why the folder as a whole cannot be used.
func (f *folder) fail(what string, err error) {
	if text := what + ": " + err.Error(); text != f.trouble {
		f.trouble = text
		f.log.Error().Err(err).Str("folder", f.files.Dir).Msg(what)
	}
}

// compare brings one file's plugin to what the lock says of it.
func (f *folder) compare(ctx context.Context, m registry.Module, lock registry.Lock, now time.Time) {
	s := f.slots[m.File]
	if s.running != nil && !stillAllowed(f.plugins.embedded, lock, s.running.grant) {
		f.retire(m.File, s)
	}
	grant, err := f.plugins.embedded.Grant(lock, m.File, m.Digest)
	if m.Err != nil {
		err = m.Err
	}
	if err != nil {
		s.wanted = ""
		f.refuse(m.File, s, err)
		return
	}
	is := identity(grant)
	switch {
	case s.running != nil && s.running.is == is:
		s.wanted, s.trouble = is, ""
	case s.loading && s.wanted != is:
		s.wanted = "" // what is being loaded will not be wanted
	case s.loading:
	case s.wanted != is || !s.retry.IsZero() && now.After(s.retry):
		s.wanted, s.loading, s.trouble, s.retry = is, true, "", time.Time{}
		go f.load(ctx, m, grant, is)
	}
}

// stillAllowed tells whether the lock still covers what runs. A new digest
// alone does not end the old plugin: its successor will.
func stillAllowed(r registry.Registry, lock registry.Lock, running registry.Locked) bool {
	now, ok := lock.Plugin(running.File)
	return ok && r.CheckType(now) == nil && now.Type == running.Type && covers(now.Capabilities, running.Capabilities)
}

// covers tells whether all that is used has been granted.
func covers(granted, used []string) bool {
	return !slices.ContainsFunc(used, func(c string) bool { return !slices.Contains(granted, c) })
}

// identity names a module together with what it may do.
func identity(l registry.Locked) string {
	text, err := json.Marshal(l)
	if err != nil {
		return l.Digest // it has no member that cannot be written
	}
	return string(text)
}

// load admits a module in a child process and then loads it from the cache.
func (f *folder) load(ctx context.Context, m registry.Module, grant registry.Locked, is string) {
	l := loaded{file: m.File, is: is}
	l.plugin, l.err = f.admitAndLoad(ctx, m, grant)
	if l.plugin != nil {
		l.plugin.is = is
	}
	f.loaded <- l
}

func (f *folder) admitAndLoad(ctx context.Context, m registry.Module, grant registry.Locked) (*installed, error) {
	module, err := f.files.Read(m)
	if err != nil {
		return nil, errUndecided{err}
	}
	found, err := f.admitter.admit(ctx, module, grant.Capabilities, grant.Limits)
	if err != nil {
		return nil, err
	}
	if err := grant.Contradicts(found.entry(m.File, m.Digest, grant.Limits)); err != nil {
		return nil, err
	}
	p, err := f.plugins.sandbox.Load(ctx, module, limits(grant.Entry))
	if err != nil {
		return nil, err
	}
	return &installed{Plugin: p, grant: grant}, nil
}

// install puts a plugin in the place of the one before, which ends with its
// last running generation.
func (f *folder) install(l loaded) {
	s := f.slots[l.file]
	s.loading = false
	switch {
	case l.err != nil && s.wanted == l.is:
		if errors.As(l.err, new(errUndecided)) {
			s.retry = time.Now().Add(tryAgain)
		}
		f.refuse(l.file, s, l.err)
	case l.err != nil:
	case s.wanted != l.is: // the folder has changed meanwhile
		f.unload(l.plugin)
	default:
		before := s.running
		s.running, s.trouble = l.plugin, ""
		f.publish()
		if before != nil {
			f.unload(before)
		}
		d := l.plugin.Definition()
		f.log.Info().Str("file", l.file).Str("type", d.Type).Str("version", d.Version).Str("digest", l.plugin.Digest()).
			Strs("capabilities", l.plugin.grant.Capabilities).Msg("plugin active")
	}
}

// refuse says, once, why a file does not run.
func (f *folder) refuse(file string, s *slot, why error) {
	if s.trouble == why.Error() {
		return
	}
	s.trouble = why.Error()
	line := f.log.Warn().Err(why).Str("file", file)
	if s.running != nil {
		line = line.Str("keeps", s.running.grant.Version)
	}
	line.Msg("plugin refused")
}

// retire takes a plugin away.
func (f *folder) retire(file string, s *slot) {
	if s.running == nil {
		return
	}
	before := s.running
	s.running = nil
	f.publish()
	f.unload(before)
	f.log.Info().Str("file", file).Str("type", before.grant.Type).Msg("plugin removed")
}

func (f *folder) unload(p *installed) {
	if err := p.Close(context.Background()); err != nil {
		f.log.Warn().Err(err).Str("file", p.grant.File).Msg("plugin did not close")
	}
}

// publish shows what runs now, and how each file is.
func (f *folder) publish() {
	var active []pipeline.Plugin
	var statuses []host.PluginStatus
	for file, s := range f.slots {
		status := host.PluginStatus{Name: file, State: host.PluginActive, Reason: s.trouble}
		if s.running != nil {
			active = append(active, startable(s.running.Plugin))
			status.Type, status.Version, status.Digest = s.running.grant.Type, s.running.grant.Version, s.running.Digest()
		}
		switch {
		case s.trouble != "":
			status.State = host.PluginRefused
		case s.loading, s.running == nil:
			status.State = host.PluginAdmitting
		}
		statuses = append(statuses, status)
	}
	if f.trouble != "" {
		statuses = append(statuses, host.PluginStatus{Name: registry.LockFile, State: host.PluginRefused,
			Reason: "the folder or its lock cannot be read; the log says why"})
	}
	f.plugins.publish(active, statuses)
}
