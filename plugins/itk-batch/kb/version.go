package kb

import (
	"fmt"
	"strconv"
	"strings"
)

// Version is a Teamcenter release. Major is 8 to 14, or a year and month such
// as 2312, so that versions order by Major and then Minor.
type Version struct {
	Major, Minor int
	// Text is the version as it was given, with all its parts.
	Text string
}

// ParseVersion reads a release such as "14.3", "13.3.0.2", "2312" or
// "2412.0001". An error says what a version looks like.
func ParseVersion(text string) (Version, error) {
	parts := strings.Split(text, ".")
	v := Version{Text: text}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || part[0] == '+' || part[0] == '-' || len(part) > 4 || i > 3 {
			return Version{}, badVersion(text)
		}
		switch i {
		case 0:
			v.Major = n
		case 1:
			v.Minor = n
		}
	}
	if v.Major >= 2000 {
		if month := v.Major % 100; month < 1 || month > 12 || v.Major > 9912 {
			return Version{}, badVersion(text)
		}
		return v, nil
	}
	if v.Major < 1 || v.Major > 99 {
		return Version{}, badVersion(text)
	}
	return v, nil
}

func badVersion(text string) error {
	return fmt.Errorf("%q is no Teamcenter version: write it like 14.3, 13.3.0.2, 2312 or 2412.0001", text)
}

// AtLeast says whether v is the release major.minor or a later one.
func (v Version) AtLeast(major, minor int) bool {
	return v.Major > major || v.Major == major && v.Minor >= minor
}

// Known says whether the facts name this release: 10.1 to 14.3, and the
// half-yearly ones from 2306 to 2506.
func (v Version) Known() bool {
	if v.Major >= 2000 {
		month := v.Major % 100
		return v.Major >= 2306 && v.Major <= 2506 && (month == 6 || month == 12)
	}
	return v.AtLeast(10, 1) && v.Major <= 14
}
