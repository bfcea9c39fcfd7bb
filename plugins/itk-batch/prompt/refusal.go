package prompt

// Refusal says why a prompt cannot be served. It is an error.
type Refusal struct {
	// Message says what was understood and what to do, in a few sentences.
	Message string
	// Jobs are the ids of the patterns that the prompt asks for, in its order;
	// they may be ones that are not made yet.
	Jobs []string
	// Candidates are the ids of active patterns that come near.
	Candidates []string
	// Missing names what the prompt did not say, or what cannot be done.
	Missing []string
}

// Error returns the message.
func (r *Refusal) Error() string { return r.Message }
