//go:build !race

package sandbox

// raceDetector tells that memory is kept to detect races.
const raceDetector = false
