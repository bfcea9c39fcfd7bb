package api

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"time"

	"github.com/kilnworks/kiln/host"
)

// A cursor is a version, a time, an id and a checksum, so that one that was
// cut or made up is noticed. It is no secret and gives no rights.
const (
	cursorVersion = 1
	cursorFixed   = 1 + 8 + 4 // version, microseconds, checksum
	maxCursor     = 200
)

func encodeCursor(c host.Cursor) string {
	raw := []byte{cursorVersion}
	raw = binary.BigEndian.AppendUint64(raw, uint64(c.CreatedAt.UnixMicro()))
	raw = append(raw, c.ID...)
	raw = binary.BigEndian.AppendUint32(raw, crc32.ChecksumIEEE(raw))
	return base64.RawURLEncoding.EncodeToString(raw)
}

// decodeCursor tells whether text is a cursor.
func decodeCursor(text string) (host.Cursor, bool) {
	if len(text) > maxCursor {
		return host.Cursor{}, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) < cursorFixed || raw[0] != cursorVersion {
		return host.Cursor{}, false
	}
	body, sum := raw[:len(raw)-4], raw[len(raw)-4:]
	micros, id := int64(binary.BigEndian.Uint64(body[1:9])), string(body[9:])
	if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(sum) || micros < 0 || !validID(id) {
		return host.Cursor{}, false
	}
	return host.Cursor{CreatedAt: time.UnixMicro(micros).UTC(), ID: id}, true
}
