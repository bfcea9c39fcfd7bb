package main

import (
	"os/exec"
	"syscall"
)

// dieWithParent makes the kernel kill the child when the thread that started
// it ends, however that happens, and keeps a terminal's signals from it.
func dieWithParent(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

// limitProcess bounds what this process may use from now on, and lets others
// go first. Where soft and hard limit are equal, the kernel kills.
func limitProcess(b bounds) error {
	for resource, most := range map[int]uint64{
		syscall.RLIMIT_AS: b.AddressBytes, syscall.RLIMIT_CPU: b.CPUSeconds,
		syscall.RLIMIT_FSIZE: b.FileBytes, syscall.RLIMIT_CORE: 0,
	} {
		if err := lower(resource, most); err != nil {
			return err
		}
	}
	// The threads of a process have priorities of their own; its group has them all.
	return syscall.Setpriority(syscall.PRIO_PGRP, 0, 10)
}

// lower sets a limit, unless there is a lower one.
func lower(resource int, most uint64) error {
	var now syscall.Rlimit
	if err := syscall.Getrlimit(resource, &now); err != nil {
		return err
	}
	most = min(most, now.Max)
	return syscall.Setrlimit(resource, &syscall.Rlimit{Cur: most, Max: most})
}
