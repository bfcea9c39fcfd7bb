package mail

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rs/zerolog"
)

// Folder keeps messages as files, for those who have no mail server yet: any
// mail program opens them. Whoever can read them can sign in.
type Folder struct {
	Dir  string // made when it is missing, for its owner only
	From string
	Log  zerolog.Logger // gets the file's name, not what is in it
}

// Send writes the message.
func (f Folder) Send(_ context.Context, m Message) error {
	msg, err := compose(f.From, m)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return fmt.Errorf("mail: make the folder: %w", err)
	}
	path := filepath.Join(f.Dir, m.ID+".eml")
	file, err := os.CreateTemp(f.Dir, ".*")
	if err != nil {
		return fmt.Errorf("mail: write the file: %w", err)
	}
	_, err = msg.WriteTo(file)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("mail: write the file: %w", err), os.Remove(file.Name()))
	}
	f.Log.Info().Str("file", path).Str("subject", m.Subject).Msg("no mail server is set up: a mail was written to a file")
	return nil
}
