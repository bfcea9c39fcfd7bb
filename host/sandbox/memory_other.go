//go:build !linux

package sandbox

import "bytes"

// content is what a memory holds at first; each memory copies it.
type content struct {
	size  uint32
	bytes []byte
}

// newContent keeps a copy of memory. There are no memfds here.
func newContent(memory []byte, _ bool) *content {
	return &content{size: uint32(len(memory)), bytes: bytes.Clone(memory)}
}

func (c *content) close() {}

// memory is one guest's linear memory: as much as it may ever have, so that
// growing moves nothing. The operating system provides what is touched.
type memory struct {
	reserved []byte
	size     uint64
}

// newMemory reserves memory and puts the content at its start.
func (c *content) newMemory(most uint64) (*memory, error) {
	m := &memory{reserved: make([]byte, most)}
	copy(m.reserved, c.bytes)
	return m, nil
}

// recycle keeps nothing for another guest here.
func (m *memory) recycle() { m.release() }

// release leaves the memory to the garbage collector.
func (m *memory) release() { m.reserved = nil }
