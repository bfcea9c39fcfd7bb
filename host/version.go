package host

// Version is the host's semantic version. It is part of every generation's
// engine version, so the same version must give the same bytes.
const Version = "0.1.0"
