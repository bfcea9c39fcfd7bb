package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/kilnworks/kiln/host"
)

// files returns a generation's files sorted by path. They are sorted here
// because the databases do not agree on the order of text.
func files(ctx context.Context, q querier, orgID, id string) ([]host.File, error) {
	all, err := collect(ctx, q, scanFile,
		`SELECT path, mode, sha256, body FROM files WHERE org_id = $1 AND generation_id = $2`, orgID, id)
	slices.SortFunc(all, func(a, b host.File) int { return cmp.Compare(a.Path, b.Path) })
	return all, err
}

func scanFile(r row) (f host.File, err error) {
	err = r.Scan(&f.Path, &f.Mode, &f.SHA256, &f.Body)
	if f.Body == nil {
		f.Body = []byte{} // SQLite's driver says nil for an empty file
	}
	return f, err
}

func insertFiles(ctx context.Context, tx querier, c host.Claim, all []host.File) error {
	rows := make([][]any, len(all))
	for i, f := range all {
		if err := checkText("files.path", f.Path); err != nil {
			return err
		}
		if f.Body == nil {
			f.Body = []byte{} // nil would be NULL; an empty file is a file
		}
		rows[i] = []any{c.OrgID, c.GenerationID, f.Path, int64(f.Mode), f.SHA256, f.Body}
	}
	return insert(ctx, tx, `INSERT INTO files (org_id, generation_id, path, mode, sha256, body) VALUES `, rows, ``)
}

// rowsPerInsert keeps a statement under the parameters that SQLite takes
// (32,766) and the number of different statements small.
const rowsPerInsert = 100

// insert runs "begin (…), (…) end" for all rows, many at a time.
func insert(ctx context.Context, tx querier, begin string, rows [][]any, end string) error {
	for chunk := range slices.Chunk(rows, rowsPerInsert) {
		if _, err := tx.ExecContext(ctx, begin+placeholders(len(chunk), len(chunk[0]))+end, slices.Concat(chunk...)...); err != nil {
			return err
		}
	}
	return nil
}

// placeholders returns ($1, $2), ($3, $4) for two rows of two columns.
func placeholders(rows, columns int) string {
	var b strings.Builder
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteString("($")
		case i%columns == 0:
			b.WriteString("), ($")
		default:
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteByte(')')
	return b.String()
}
