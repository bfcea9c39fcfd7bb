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
	bytes []byte   // the file's, mapped, if there is one
	spare spare
}

// newContent keeps a copy of memory, in a memfd if it is wanted and possible.
func newContent(memory []byte, memfd bool) *content {
	c := &content{size: uint32(len(memory))}
	if memfd && len(memory) > 0 {
		if fd, err := unix.MemfdCreate("kiln-image", unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING); err == nil {
			c.file = os.NewFile(uintptr(fd), "kiln-image")
			if c.fill(memory) == nil && c.mapFile() == nil {
				return c
			}
			_ = c.file.Close() // nothing was promised yet
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

// mapFile maps the whole file, to read it.
func (c *content) mapFile() (err error) {
	c.bytes, err = unix.Mmap(int(c.file.Fd()), 0, int(c.size), unix.PROT_READ, unix.MAP_PRIVATE)
	return err
}

// close gives the content back. Memories of guests that still run stay.
func (c *content) close() {
	c.spare.close()
	if c.file != nil {
		_ = unix.Munmap(c.bytes) // fails only for what was not mapped
		_ = c.file.Close()       // nothing is ever written late to a memfd
	}
}

// memory is one guest's linear memory: a reservation of as much as it may ever
// have, of which the kernel provides what is touched. Growing moves nothing.
type memory struct {
	reserved []byte
	content  *content
	size     uint64 // of the part that guests could touch
}

const readWrite = unix.PROT_READ | unix.PROT_WRITE

// newMemory returns memory with the content at its start: a spare one, or a new
// reservation.
func (c *content) newMemory(most uint64) (*memory, error) {
	if m := c.spare.take(); m != nil {
		return m, nil
	}
	base, err := unix.MmapPtr(-1, 0, nil, uintptr(most), readWrite, unix.MAP_PRIVATE|unix.MAP_ANON|unix.MAP_NORESERVE)
	if err != nil {
		return nil, fmt.Errorf("reserve %d bytes: %w", most, err)
	}
	m := &memory{reserved: unsafe.Slice((*byte)(base), most), content: c} //nolint:gosec // as long as what was mapped
	// A guest touches few pages far apart; huge ones would cost it more than
	// they bring. Kernels without them refuse, which is as good.
	_ = unix.Madvise(m.reserved, unix.MADV_NOHUGEPAGE)
	if c.file == nil {
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

// address is where the memory begins.
func (m *memory) address() int64 {
	return int64(uintptr(unsafe.Pointer(unsafe.SliceData(m.reserved)))) //nolint:gosec // to ask the kernel about it
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
