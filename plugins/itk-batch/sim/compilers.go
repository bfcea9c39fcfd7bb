package sim

import "path/filepath"

// Compilers returns the commands that check one C file each against the
// headers which [WriteHeaders] wrote to dir: gcc as C90 and as C99, and clang
// as if for Windows. The file's name is the missing last argument; they write
// nothing, and every warning is an error.
func Compilers(dir string) [][]string {
	include := "-I" + filepath.Join(dir, "include")
	warnings := []string{"-Wall", "-Wextra", "-Werror", "-Wformat-security", "-fsyntax-only", include}
	gcc90 := append([]string{"gcc", "-std=c90", "-pedantic-errors"}, warnings...)
	gcc99 := append([]string{"gcc", "-std=c99", "-Wpedantic"}, warnings...)
	msvc := append([]string{"clang", "--target=x86_64-pc-windows-msvc", "-fms-compatibility",
		"-fms-compatibility-version=19.39", "-std=c99", "-isystem", filepath.Join(dir, "msvc")}, warnings...)
	return [][]string{gcc90, gcc99, msvc}
}
