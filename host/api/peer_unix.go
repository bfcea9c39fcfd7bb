//go:build linux || darwin || freebsd || netbsd || openbsd

package api

import (
	"errors"
	"net"
	"syscall"
)

// gone tells whether the client has closed its side. It looks at the socket
// without taking anything from it, so that the connection can be used again.
func gone(conn net.Conn) bool {
	socket, ok := conn.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return true
	}
	closed := false
	err = raw.Control(func(fd uintptr) {
		var one [1]byte
		n, _, err := syscall.Recvfrom(int(fd), one[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		switch {
		case errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.EINTR):
		default:
			closed = err != nil || n == 0
		}
	})
	return closed || err != nil
}
