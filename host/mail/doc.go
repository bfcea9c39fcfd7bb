// Package mail sends the mails that people sign in with. It is Kiln's one door
// to SMTP.
//
// The store is the outbox: a link with a time at which it is due is a mail that
// is still to be sent. Nothing of a mail is stored but whom it is for; its token
// and its code are made at the moment of sending, so that the database never
// has more of them than hashes. A host that dies while it sends leaves the mail
// to the next one.
package mail
