package kb

import "testing"

func TestParseVersion(t *testing.T) {
	for _, c := range []struct {
		text         string
		major, minor int
		known        bool
	}{
		{"10.1", 10, 1, true},
		{"14.3", 14, 3, true},
		{"13.3.0.2", 13, 3, true},
		{"2312", 2312, 0, true},
		{"2412.0001", 2412, 1, true},
		{"9.1", 9, 1, false},
		{"15.0", 15, 0, false},
		{"2401", 2401, 0, false},
		{"2612", 2612, 0, false},
	} {
		v, err := ParseVersion(c.text)
		if err != nil || v.Major != c.major || v.Minor != c.minor || v.Known() != c.known || v.Text != c.text {
			t.Errorf("ParseVersion(%q) = %+v, %v; known %t", c.text, v, err, v.Known())
		}
	}
	for _, text := range []string{"", "x", "14.", ".3", "14.3.0.2.1", "+14", "-1", "2313", "2400", "99999", "14,3", "100"} {
		if v, err := ParseVersion(text); err == nil {
			t.Errorf("ParseVersion(%q) = %+v", text, v)
		}
	}
}

func TestToolchain(t *testing.T) {
	for _, c := range []struct {
		text, studio string
		grade        Confidence
		c90          bool
	}{
		{"10.1", "2010", Medium, true},
		{"11.6", "2012", High, true},
		{"12.4", "2017", High, false},
		{"13.3", "2019", High, false},
		{"14.3", "2019 or 2022", Low, false},
		{"2312", "2022", Low, false},
		{"2412", "2022", Medium, false},
		{"2506", "2022", Medium, false},
		{"2706", "", Low, false},
		{"7.0", "", Low, false},
	} {
		v, err := ParseVersion(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Toolchain(); got.VisualStudio != c.studio || got.Confidence != c.grade || got.C90 != c.c90 {
			t.Errorf("%s: %+v", c.text, got)
		}
	}
}

func TestVersionsOrder(t *testing.T) {
	v, _ := ParseVersion("11.6")
	if !v.AtLeast(11, 6) || !v.AtLeast(10, 9) || v.AtLeast(11, 7) || v.AtLeast(12, 0) {
		t.Error("11.6 does not order")
	}
	if v, _ = ParseVersion("2312"); !v.AtLeast(14, 3) {
		t.Error("2312 is not after 14.3")
	}
}

func FuzzParseVersion(f *testing.F) {
	f.Add("14.3")
	f.Add("2412.0001")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := ParseVersion(text)
		if err == nil && (v.Major < 1 || v.Minor < 0) {
			t.Errorf("%q: %+v", text, v)
		}
	})
}
