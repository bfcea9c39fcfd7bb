package api

import (
	"context"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Health is what a host needs to be of use.
type Health interface {
	// Ready tells whether the database answers and has the right schema.
	Ready(ctx context.Context) error
}

const (
	healthy    = "ok"
	unhealthy  = "failed"
	readyAfter = 2 * time.Second
)

// GetLive answers as long as the process does.
func (s *Server) GetLive(context.Context, GetLiveRequestObject) (GetLiveResponseObject, error) {
	return GetLive200JSONResponse{Body: Live{Status: healthy, Version: host.Version}}, nil
}

// GetReady tells whether this host may get traffic.
func (s *Server) GetReady(ctx context.Context, _ GetReadyRequestObject) (GetReadyResponseObject, error) {
	ctx, cancel := context.WithTimeout(ctx, readyAfter)
	defer cancel()
	dbErr := s.Health.Ready(ctx)
	callOf(ctx).err = dbErr
	ready := Ready{Status: healthy}
	for _, one := range []struct {
		name, trouble string
		failed        bool
	}{
		{"database", "the database does not answer or its schema does not fit; the log says more", dbErr != nil},
		{"plugins", "no artifact type is active", len(s.Catalog.Active) == 0},
		{"draining", "the host is shutting down", s.draining()},
	} {
		check := Check{Name: one.name, Status: healthy}
		if one.failed {
			check.Status, check.Message = unhealthy, &one.trouble
			ready.Status = "unavailable"
		}
		ready.Checks = append(ready.Checks, check)
	}
	if ready.Status != healthy {
		return GetReady503JSONResponse{Body: ready}, nil
	}
	return GetReady200JSONResponse{Body: ready}, nil
}
