package spec

// Output says which files the program writes and how they look. Paths are
// defaults of options for the machine that runs the program, so absolute ones
// are allowed; control characters are not.
type Output struct {
	Format Format
	// File is the default of -output=; "{yyyymmdd}" in it stands for the day
	// of the run.
	File string
	// Directory is where File lies when it is no absolute path.
	Directory string
	// Log is a file, or a directory for a log file with the program's name.
	Log string
	// Delimiter is one of , ; tab | ^.
	Delimiter string
	// Header writes a line with the column titles; on by default.
	Header bool
	Quote  Quote
	// Encoding is what the file promises. Other than [EncodingSite] with an
	// unknown SiteEncoding, every value is checked and never silently wrong.
	Encoding Encoding
	// SiteEncoding is what the site's server uses, if known.
	SiteEncoding Encoding
	Newline      Newline
	// Dates is a strftime format.
	Dates string
	// List separates the values of an array in a cell, at most 4 characters.
	List string
	// Decimal is the decimal sign, "." or ",".
	Decimal string
	// Sort orders the rows; the properties are columns.
	Sort []Sort
	// CountOnly writes the number of objects in place of the rows.
	CountOnly bool
	// EmptyExit is the exit code, 0 to 9, of a run that finds nothing. When
	// it is not 0, such a run writes no file.
	EmptyExit int
}

// Format is the form of the output file.
type Format string

// The formats. JSON is always UTF-8.
const (
	FormatCSV  Format = "csv"
	FormatText Format = "text"
	FormatJSON Format = "json"
)

// Quote says which cells are put in quotation marks.
type Quote string

// The choices for quotation marks.
const (
	QuoteMinimal Quote = "minimal" // only where the text needs it
	QuoteAll     Quote = "all"
)

// Encoding is a character encoding.
type Encoding string

// The encodings of files; [EncodingUnknown] only of a site.
const (
	EncodingSite        Encoding = "site" // as the server delivers it
	EncodingUTF8        Encoding = "utf-8"
	EncodingUTF8BOM     Encoding = "utf-8-bom"
	EncodingLatin1      Encoding = "iso-8859-1"
	EncodingWindows1252 Encoding = "windows-1252"
	EncodingUnknown     Encoding = "unknown"
)

// Newline is the end of a line.
type Newline string

// The line ends.
const (
	NewlineLF   Newline = "lf"
	NewlineCRLF Newline = "crlf"
)

// Sort is one key of the order of rows.
type Sort struct {
	Property   string
	Descending bool
}
