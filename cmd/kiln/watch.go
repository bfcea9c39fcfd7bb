package main

import (
	"context"

	"github.com/fsnotify/fsnotify"
	"github.com/rs/zerolog"
)

// watch rings whenever something in the folder may have changed, until ctx
// ends. Where it cannot, which the log says, it never rings: whoever waits must
// look by himself now and then, as network folders need anyway.
func watch(ctx context.Context, dir string, log zerolog.Logger) <-chan struct{} {
	bell := make(chan struct{}, 1)
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		err = watcher.Add(dir)
	}
	if err != nil {
		log.Warn().Err(err).Msgf("changes of the registry folder are seen only every %s", lookEvery)
		return bell
	}
	go func() {
		defer watcher.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case _, ok := <-watcher.Events:
				if !ok {
					return
				}
			case _, ok := <-watcher.Errors: // events were lost, so something has happened
				if !ok {
					return
				}
			}
			select {
			case bell <- struct{}{}:
			default: // it rings already
			}
		}
	}()
	return bell
}
