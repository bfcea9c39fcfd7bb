package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"syscall"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"github.com/kilnworks/kiln/host/api"
	"github.com/kilnworks/kiln/host/billing"
	"github.com/kilnworks/kiln/host/mail"
	"github.com/kilnworks/kiln/host/pipeline"
	"github.com/kilnworks/kiln/host/store"
	"github.com/kilnworks/kiln/host/web"
)

func newServeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the API until interrupted",
		Long: "Serve the API until interrupted. Any number of hosts may serve one PostgreSQL database.\n" +
			"On SIGTERM or SIGINT running generations finish within the drain timeout; what is left\n" +
			"goes back into the queue.",
		Args: cobra.NoArgs,
	}
	addFlags(c.Flags())
	c.RunE = func(c *cobra.Command, _ []string) error {
		config, err := loadConfig(c.Flags(), os.LookupEnv)
		if err != nil {
			return err
		}
		return serve(c.Context(), config)
	}
	return c
}

// server is a running host: everything that serve has put together.
type server struct {
	config  config
	log     zerolog.Logger
	store   *store.Store
	engine  *engine
	courier *mail.Courier
	desk    *billing.Desk // nil where no payments are taken
	api     *api.Server
	metrics *metrics
}

// serve runs a host until ctx ends, then drains it.
func serve(ctx context.Context, c config) error {
	s := &server{config: c, log: c.newLogger(), metrics: newMetrics()}
	listener, err := listen(c)
	if err != nil {
		return err
	}
	defer listener.Close()
	if err := s.open(ctx, listener.Addr().String()); err != nil {
		return err
	}
	defer s.close()
	stopMetrics, err := s.metrics.serve(c.MetricsAddr, s.log)
	if err != nil {
		return err
	}
	defer stopMetrics()

	background, stop := context.WithCancel(context.Background())
	defer stop()
	var workers sync.WaitGroup
	workers.Go(func() { s.engine.Serve(background) })
	workers.Go(func() { s.courier.Run(background) })
	if s.desk != nil {
		workers.Go(func() { s.desk.KeepPrices(background) })
	}
	served := make(chan error, 1)
	go func() { served <- s.api.Serve(listener) }()
	err = s.greet(ctx, listener.Addr().String())
	s.log.Info().Str("address", listener.Addr().String()).Str("database", s.database()).Int("workers", c.Workers).
		Strs("types", s.types()).Msg("ready")
	if err != nil {
		s.log.Warn().Err(err).Msg("no link for the first sign-in; kiln admin login-link makes one")
	}

	select {
	case err = <-served:
	case <-ctx.Done():
		s.log.Info().Dur("within", c.DrainTimeout).Msg("draining")
	}
	s.drain()
	stop()
	workers.Wait()
	return err
}

// listen opens the address. The default one gives way to any free port, so
// that a second server on a machine just works.
func listen(c config) (net.Listener, error) {
	l, err := net.Listen("tcp", c.Addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		if !c.addrGiven {
			return net.Listen("tcp", "127.0.0.1:0")
		}
		return nil, fmt.Errorf("the address %s is in use; choose another with --addr, port 0 takes a free one", c.Addr)
	}
	return l, err
}

// open connects the parts: the store and the plugins at the same time, since
// each takes a while.
func (s *server) open(ctx context.Context, listening string) error {
	var db *store.Store
	opening := make(chan error, 1)
	go func() {
		var err error
		db, err = openStore(ctx, s.config)
		if err == nil {
			err = checkTiers(ctx, db)
		}
		opening <- err
	}()
	p, err := loadPlugins(ctx, s.config.Cache)
	if err := errors.Join(err, <-opening); err != nil {
		if db != nil {
			db.Close()
		}
		return err
	}
	s.store = db
	if s.courier, err = s.config.newCourier(db, listening, s.log); err != nil {
		return errors.Join(err, db.Close())
	}
	if dir := s.config.Registry; dir != "" {
		p.folder = openFolder(ctx, dir, p, newAdmitter(s.config.Cache, s.config.Admission), s.log)
	}
	s.engine = &engine{pipeline.New(pipeline.Config{
		Store: db, Plugins: p.active, Workers: s.config.Workers, Log: s.log, Observe: s.metrics.generation,
	}), p}
	s.metrics.plugins(s.engine.Statuses)
	console, err := web.New()
	if err != nil {
		return err
	}
	c := api.Config{
		Log:         s.log,
		Catalog:     p.Catalog,
		Plugins:     s.engine.Statuses,
		Credentials: db, Keys: db, Sessions: db, Links: db, Limits: db, Generations: db, Health: db,
		Runner:         s.engine,
		Failed:         s.metrics.callFailed,
		MailDue:        s.courier.Ring,
		Console:        console,
		PublicURL:      s.config.PublicURL,
		UpgradeURL:     s.config.UpgradeURL,
		Origins:        s.config.CORSOrigins,
		TrustedProxies: s.config.Proxies,
	}
	if s.desk = s.config.newDesk(db, s.config.publicURL(listening), s.log); s.desk != nil {
		c.Billing, c.UpgradeURL = s.desk, cmp.Or(c.UpgradeURL, s.desk.PublicURL+planPath)
	}
	s.api = api.New(c)
	return nil
}

// checkTiers refuses to serve orgs whose every call would fail.
func checkTiers(ctx context.Context, db *store.Store) error {
	if err := db.CheckTiers(ctx); err != nil {
		return fmt.Errorf("%w\n  name the file of tiers with --tiers or KILN_TIERS, add what is missing to it, or give them another tier with \"kiln admin tier set\"", err)
	}
	return nil
}

// drain lets what runs come to its end, and ends it after the drain timeout.
func (s *server) drain() {
	ctx, cancel := context.WithTimeout(context.Background(), s.config.DrainTimeout)
	defer cancel()
	drained := make(chan struct{})
	go func() { defer close(drained); s.engine.Drain(ctx) }()
	if err := s.api.Shutdown(ctx); err != nil {
		s.log.Warn().Err(err).Msg("some connections did not end")
	}
	<-drained
}

func (s *server) close() {
	if err := errors.Join(s.engine.Close(), s.store.Close()); err != nil {
		s.log.Warn().Err(err).Msg("closing")
	}
	s.log.Info().Msg("stopped")
}

func (s *server) database() string {
	if s.config.Database != "" {
		return "postgresql"
	}
	return "sqlite"
}

func (s *server) types() (names []string) {
	for _, a := range s.engine.Catalog().Active {
		names = append(names, a.Type)
	}
	return names
}
