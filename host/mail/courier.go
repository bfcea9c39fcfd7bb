package mail

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/rs/zerolog"

	"github.com/kilnworks/kiln/host"
)

// Outbox holds the mails that are still to be sent.
type Outbox interface {
	// ClaimLink takes the mail that has been due longest; nobody else gets it
	// for that long. ok is false when none is due.
	ClaimLink(ctx context.Context, hold time.Duration) (l host.Link, ok bool, err error)
	// LinkSent takes the mail out of the outbox.
	LinkSent(ctx context.Context, l host.Link) error
	// LinkFailed makes the mail due again after a while. Zero or less gives it up.
	LinkFailed(ctx context.Context, l host.Link, again time.Duration) error
}

// Transport takes a message to where it is read.
type Transport interface {
	// Send returns when the message was taken over. An error that is
	// [ErrRefused] will be the same the next time.
	Send(ctx context.Context, m Message) error
}

// ErrRefused says that the recipient's mail server does not take the mail, now
// or later.
var ErrRefused = errors.New("the mail was refused for good")

// How mails are sent.
const (
	sendTimeout = 30 * time.Second
	// hold is longer than a mail takes: who claimed it either says what became
	// of it, or has died.
	hold = 2 * sendTimeout

	firstPause = 5 * time.Second
	maxPause   = 5 * time.Minute
	// giveUp bounds the tries: 5 s, 10 s, 20 s … 5 min apart, for about an hour.
	giveUp = 16
)

// Config is what a [Courier] needs.
type Config struct {
	Outbox    Outbox
	Transport Transport
	// LinkURL is the page on which a link's token is used.
	LinkURL func(token string) string
	Log     zerolog.Logger
	// Poll is how often the outbox is looked at where nobody rings; 0 is 2 s.
	Poll time.Duration
}

// Courier sends what is in the outbox. Make it with [New].
type Courier struct {
	Config
	bell chan struct{}
}

// New returns a courier that has not begun yet.
func New(c Config) *Courier {
	if c.Poll <= 0 {
		c.Poll = 2 * time.Second
	}
	return &Courier{c, make(chan struct{}, 1)}
}

// Ring says that a mail may be due. It never waits.
func (c *Courier) Ring() {
	select {
	case c.bell <- struct{}{}:
	default:
	}
}

// Run sends mails until ctx ends.
func (c *Courier) Run(ctx context.Context) {
	tick := time.NewTicker(c.Poll)
	defer tick.Stop()
	for {
		for c.sendOne(ctx) {
		}
		select {
		case <-ctx.Done():
			return
		case <-c.bell:
		case <-tick.C:
		}
	}
}

// sendOne sends the mail that is due next and reports whether there was one.
func (c *Courier) sendOne(ctx context.Context) bool {
	l, ok, err := c.Outbox.ClaimLink(ctx, hold)
	if err != nil {
		if ctx.Err() == nil {
			c.Log.Warn().Err(err).Msg("the outbox could not be read; will try again")
		}
		return false
	}
	if !ok {
		return false
	}
	if err := c.send(ctx, l); err != nil {
		c.fail(ctx, l, err)
		return ctx.Err() == nil
	}
	if err := c.Outbox.LinkSent(context.WithoutCancel(ctx), l); err != nil {
		c.Log.Warn().Err(err).Str("link", l.ID).Msg("a mail was sent and may be sent again: that could not be written down")
	}
	return true
}

func (c *Courier) send(ctx context.Context, l host.Link) error {
	m, err := signInMessage(l, c.LinkURL(l.Token))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	return c.Transport.Send(ctx, m)
}

// fail puts the mail back, or gives it up.
func (c *Courier) fail(ctx context.Context, l host.Link, err error) {
	again := pause(l.Sends)
	if errors.Is(err, ErrRefused) || l.Sends >= giveUp {
		again = 0
	}
	c.Log.Warn().Err(err).Str("link", l.ID).Int("try", l.Sends).Dur("again_ms", again).Msg("a mail could not be sent")
	if err := c.Outbox.LinkFailed(context.WithoutCancel(ctx), l, again); err != nil {
		c.Log.Warn().Err(err).Str("link", l.ID).Msg("that a mail failed could not be written down; it is tried again")
	}
}

// pause doubles with each try, give or take a quarter.
func pause(tries int) time.Duration {
	d := min(maxPause, firstPause<<min(max(tries-1, 0), 10))
	return d*3/4 + rand.N(d/2) //nolint:gosec // nobody gains from guessing it
}
