package sandbox

import (
	"bytes"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// content is what a memory holds at first. With a file, memories map it and the
// kernel copies a page when a guest first writes to it; otherwise they copy all.
type content struct {
	size  uint32
	file  *os.File // a memfd, or nil
	bytes []byte   // nil if there is a file
	habit habit    // of those who map the file
}

// newContent keeps a copy of memory, in a memfd if it is wanted and possible.
func newContent(memory []byte, memfd bool) *content {
	c := &content{size: uint32(len(memory))}
	if memfd && len(memory) > 0 {
		if fd, err := unix.MemfdCreate("kiln-image", unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING); err == nil {
			c.file = os.NewFile(uintptr(fd), "kiln-image")
			if c.fill(memory) == nil {
				return c
			}
			c.close()
			c.file = nil
		}
	}
	c.bytes = bytes.Clone(memory)
	return c
}

// fill writes what is not zero to the file and makes it unchangeable.
func (c *content) fill(memory []byte) error {
	if err := c.file.Truncate(int64(len(memory))); err != nil {
		return err
	}
	var zero [pageBytes]byte
	for at := 0; at < len(memory); at += pageBytes {
		page := memory[at : at+pageBytes]
		if bytes.Equal(page, zero[:]) {
			continue
		}
		if _, err := c.file.WriteAt(page, int64(at)); err != nil {
			return err
		}
	}
	const seals = unix.F_SEAL_SEAL | unix.F_SEAL_SHRINK | unix.F_SEAL_GROW | unix.F_SEAL_WRITE
	_, err := unix.FcntlInt(c.file.Fd(), unix.F_ADD_SEALS, seals)
	return err
}

// close gives the content back. Memories that were made from it stay.
func (c *content) close() {
	if c.file != nil {
		_ = c.file.Close() // nothing is ever written late to a memfd
	}
}

// memory is one guest's linear memory: a reservation of as much as it may ever
// have, of which the kernel provides what is touched. Growing moves nothing.
type memory struct{ reserved []byte }

const readWrite = unix.PROT_READ | unix.PROT_WRITE

// newMemory reserves memory and puts the content at its start.
func (c *content) newMemory(most uint64) (*memory, error) {
	base, err := unix.MmapPtr(-1, 0, nil, uintptr(most), readWrite, unix.MAP_PRIVATE|unix.MAP_ANON|unix.MAP_NORESERVE)
	if err != nil {
		return nil, fmt.Errorf("reserve %d bytes: %w", most, err)
	}
	m := &memory{reserved: unsafe.Slice((*byte)(base), most)} //nolint:gosec // as long as what was mapped
	// A guest touches few pages far apart; huge ones would cost it more than
	// they bring. Kernels without them refuse, which is as good.
	_ = unix.Madvise(m.reserved, unix.MADV_NOHUGEPAGE)
	if c.file == nil {
		_ = unix.Madvise(m.reserved[:c.size], unix.MADV_POPULATE_WRITE) // all of it at once
		copy(m.reserved, c.bytes)
		return m, nil
	}
	_, err = unix.MmapPtr(int(c.file.Fd()), 0, base, uintptr(c.size), readWrite, unix.MAP_PRIVATE|unix.MAP_FIXED)
	if err != nil {
		m.release()
		return nil, fmt.Errorf("map the image of memory: %w", err)
	}
	return m, nil
}

// release gives the memory back. Nothing may use it any more.
func (m *memory) release() {
	if m.reserved == nil {
		return
	}
	base := unsafe.Pointer(unsafe.SliceData(m.reserved)) //nolint:gosec // to unmap what was mapped there
	_ = unix.MunmapPtr(base, uintptr(len(m.reserved)))   // fails only for what was not mapped
	m.reserved = nil
}
