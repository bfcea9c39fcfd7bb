package kb

// HeaderStatus says whether a header can be included.
type HeaderStatus uint8

// Current headers are in use; Old ones were replaced; Fictitious ones exist only
// in texts about ITK.
const (
	Current HeaderStatus = iota
	Old
	Fictitious
)

// Header is one include file of ITK.
type Header struct {
	// Name is the path as written in the include line, such as "tc/emh.h".
	Name   string
	Status HeaderStatus
	// Includes names the headers that come along with it.
	Includes []string
	// Instead names the header to use, unless the status is Current.
	Instead    string
	Confidence Confidence
	Note       string
}

// FindHeader returns the header of that path.
func FindHeader(name string) (Header, bool) { return headerTable.find(name) }

var headerTable = newTable(headers[:], func(h *Header) string { return h.Name })

// Headers calls yield for each header in the order of names, until it returns false.
func Headers(yield func(Header) bool) {
	for i := range headers {
		if !yield(headers[i]) {
			return
		}
	}
}

// Brings says whether including one header also brings what the other declares.
func Brings(include, header string) bool {
	if header == "" || include == header {
		return true
	}
	h, _ := FindHeader(include)
	for _, name := range h.Includes {
		if name == header {
			return true
		}
	}
	return false
}
