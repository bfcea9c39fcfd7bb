//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package api

import "net"

// gone cannot be known here before a write fails.
func gone(net.Conn) bool { return false }
