package sim

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// A Fault is a run in which one ITK call failed.
type Fault struct {
	// Call is which call of the run it was, from 1, and Function its name.
	Call     int
	Function string
	Result   Result
	// Missing says what the run should have done and did not; it is empty for a
	// program that keeps its promises.
	Missing []string
}

// faultText is what the error stack holds for the call that failed.
const faultText = "simulated failure"

// Faults runs the program once to list its calls, and then once for each call,
// in which that call fails. It returns the run without a fault and the others
// in the order of calls.
//
// What a program promises: it ends by itself with 1 or 2, it says the text of
// the error stack, nothing leaks, no lock, mark, window or enquiry is left; with
// 1, the database is as it was before. See [forgiven] for the calls whose
// failure is an answer.
func (s *Installation) Faults(args ...string) (Result, []Fault, error) {
	whole, err := s.Traced().Run(args...)
	if err != nil {
		return whole, nil, err
	}
	if whole.Exit != 0 || len(whole.Watch) > 0 {
		return whole, nil, fmt.Errorf("without a fault: exit %d, watch %q\n%s%s", whole.Exit, whole.Watch, whole.Stdout, whole.Stderr)
	}
	faults := make([]Fault, len(whole.Trace))
	errs := make([]error, len(whole.Trace))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.NumCPU() {
		workers.Go(func() {
			for i := range next {
				faults[i], errs[i] = s.fault(whole, i, args)
			}
		})
	}
	for i := range whole.Trace {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return whole, nil, err
		}
	}
	return whole, faults, nil
}

// fault runs the program with one call that fails. The first call of each
// function is tried with the sanitizers, the others without.
func (s *Installation) fault(whole Result, i int, args []string) (Fault, error) {
	f := Fault{Call: i + 1, Function: whole.Trace[i]}
	site := s.With(fmt.Sprintf("fail call=%d text=%q", f.Call, faultText))
	if slices.Index(whole.Trace, f.Function) < i {
		site = site.Quick()
	}
	var err error
	if f.Result, err = site.Run(args...); err != nil {
		return f, err
	}
	f.Missing = f.missing()
	return f, nil
}

// forgiven are calls whose failure is an answer, or changes nothing but what
// is said: the program may go on and end with 0.
var forgiven = map[string]bool{
	"AE_ask_datasettype_def_tool": true, "AOM_unload": true, "AOM_UIF_ask_name": true, "EMH_ask_error_text": true, "EMH_ask_errors": true, "EMH_clear_errors": true,
	"EMH_ask_system_log": true, "ITK_ask_cli_argument": true, "POM_attr_exists": true, "POM_class_id_of_class": true,
	"POM_who_locked_instance": true, "PS_list_occurrences_of_bvr": true, "TC_write_syslog": true, "TCTYPE_ask_property_by_name": true,
}

// silent are calls whose failure leaves no text in the error stack, or takes it away.
var silent = map[string]bool{"EMH_ask_error_text": true, "EMH_ask_errors": true, "ITK_ask_cli_argument": true, "MEM_alloc": true,
	"MEM_realloc": true, "MEM_string_copy": true}

func (f *Fault) missing() []string {
	var all []string
	r := &f.Result
	miss := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	switch {
	case r.Exit < 0 || r.Exit > 2:
		miss("it ends by itself with 1 or 2: it ended with %d", r.Exit)
	case r.Exit == 0 && !forgiven[f.Function]:
		miss("it ends with 1 or 2: it ended with 0")
	}
	if len(r.Watch) > 0 {
		miss("it cleans up: %s", strings.Join(r.Watch, "; "))
	}
	if r.Exit == 1 && len(r.Changes) > 0 {
		miss("nothing is changed before it stops with 1: %s", strings.Join(r.Changes, "; "))
	}
	if r.Exit != 0 && !silent[f.Function] && !f.said() {
		miss("it says the text of the error stack")
	}
	for name := range r.Files {
		if strings.HasSuffix(name, ".part") {
			miss("no half file is left: %s", name)
		}
	}
	return all
}

// said reports whether the console or a file holds the text of the error.
func (f *Fault) said() bool {
	if strings.Contains(f.Result.Stdout+f.Result.Stderr, faultText) {
		return true
	}
	for _, text := range f.Result.Files {
		if strings.Contains(text, faultText) {
			return true
		}
	}
	return false
}
