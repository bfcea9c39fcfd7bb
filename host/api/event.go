package api

import (
	"bufio"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/kilnworks/kiln/host"
	"github.com/kilnworks/kiln/sdk"
)

// The kinds of events. A stage's number is that of the log; the result has the
// next one and usage the one after, or the error has the next one.
const (
	eventStage  = "stage"
	eventResult = "result"
	eventUsage  = "usage"
	eventError  = "error"
)

// endOf returns the number of the last event of a generation that has ended.
func endOf(g host.Generation) int64 {
	if g.Status == host.Succeeded {
		return g.LastSeq + 2
	}
	return g.LastSeq + 1
}

func stageEvent(generationID string, e host.Event) StageEvent {
	out := StageEvent{
		GenerationId: optional(generationID), Seq: e.Seq, Stage: e.Stage.String(), Status: string(e.Status),
		Index: int(e.Stage) + 1, Total: len(sdk.Stages), At: timestamp{e.At}, Message: optional(e.Message),
	}
	if e.Status == host.StageCompleted {
		out.ElapsedMs = new(e.Elapsed.Milliseconds())
	}
	return out
}

// frames writes server-sent events. Each is flushed, and the client has to
// take it in time.
type frames struct {
	mu      sync.Mutex
	w       *bufio.Writer
	conn    net.Conn
	timeout time.Duration
	bytes   int64
	started bool
}

// retry tells browsers how many milliseconds to wait before they reconnect. It
// stands inside the first event: a block of its own breaks clients.
const retry = "retry: 2000\n"

// event writes one event; a seq of 0 leaves the client's last event id as it is.
func (f *frames) event(seq int64, name string, data any) error {
	body, err := encode(data)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	head := ""
	if !f.started {
		f.started, head = true, retry
	}
	if seq > 0 {
		head += "id: " + strconv.FormatInt(seq, 10) + "\n"
	}
	return f.write(head+"event: "+name+"\ndata: ", body, "\n\n")
}

// beat keeps the connection alive. One newline: a blank line would end an
// event that has no data, which some clients cannot read.
func (f *frames) beat() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.write(": hb\n", nil, "")
}

// keepAlive beats every so often until stop, for a writer that is busy elsewhere.
func (f *frames) keepAlive(every time.Duration) (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				if f.beat() != nil {
					return // the writer will notice
				}
			case <-quit:
				return
			}
		}
	}()
	return func() {
		close(quit)
		<-done
	}
}

func (f *frames) write(head string, body []byte, tail string) error {
	if err := f.extend(); err != nil {
		return err
	}
	f.bytes += int64(len(head) + len(body) + len(tail))
	// A bufio.Writer keeps its first error until Flush.
	_, _ = f.w.WriteString(head)
	_, _ = f.w.Write(body)
	_, _ = f.w.WriteString(tail)
	return f.w.Flush()
}

// extend gives the client time for what is written next.
func (f *frames) extend() error { return f.conn.SetWriteDeadline(time.Now().Add(f.timeout)) }
