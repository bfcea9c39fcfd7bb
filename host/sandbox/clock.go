package sandbox

import "time"

// clock is the time that a guest sees: the same in every run, and a millisecond
// later at each look, so that whoever waits for it to pass gets on. It goes on
// where start-up left it, since Go's scheduler cannot bear one that goes back.
type clock struct{ ticks int64 }

// epoch is when every guest's time begins.
var epoch = time.Date(2022, time.January, 1, 0, 0, 0, 0, time.UTC).Unix()

func (c *clock) tick() time.Duration {
	c.ticks++
	return time.Duration(c.ticks) * time.Millisecond
}

func (c *clock) nanotime() int64 { return int64(c.tick()) }

func (c *clock) walltime() (sec int64, nsec int32) {
	t := c.tick()
	return epoch + int64(t/time.Second), int32(t % time.Second)
}

// sleep lets that many nanoseconds pass, a quarter of an hour at most.
func (c *clock) sleep(nanoseconds uint64) {
	const longest = 15 * 60 * 1000
	c.ticks += int64(min(nanoseconds/uint64(time.Millisecond), longest))
}
