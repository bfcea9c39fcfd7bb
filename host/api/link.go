package api

import (
	"context"
	"time"

	"github.com/kilnworks/kiln/host"
)

// Links are the ways to sign in.
type Links interface {
	// RequestLink has a mail sent; accepted is false where too many were asked for.
	RequestLink(ctx context.Context, email, address string) (accepted bool, err error)
	// SignIn redeems a link and begins a session, or fails with [host.ErrLinkInvalid].
	SignIn(ctx context.Context, in host.SignIn) (host.Session, error)
}

// linkAnswer is when the answer to a wish for a link leaves, so that the time
// does not tell what became of it.
const linkAnswer = 200 * time.Millisecond

// RequestLink has a mail sent and tells nothing.
func (s *Server) RequestLink(ctx context.Context, r RequestLinkRequestObject) (RequestLinkResponseObject, error) {
	k := callOf(ctx)
	email, err := host.NormalizeEmail(r.Body.Email)
	if err != nil {
		return nil, err
	}
	accepted, err := s.Links.RequestLink(ctx, email, k.address)
	if err != nil {
		return nil, err
	}
	if !accepted {
		s.Log.Warn().Str("trace", k.trace).Msg("too many links were asked for: no mail is sent")
	}
	if accepted && s.MailDue != nil {
		s.MailDue()
	}
	time.Sleep(time.Until(k.started.Add(linkAnswer)))
	return RequestLink202JSONResponse{Body: LinkRequested{Status: "accepted"}}, nil
}

// SignIn begins a session.
func (s *Server) SignIn(ctx context.Context, r SignInRequestObject) (SignInResponseObject, error) {
	in := host.SignIn{Token: value(r.Body.Token), Email: value(r.Body.Email), Code: value(r.Body.Code)}
	session, cookie, err := s.signIn(ctx, in)
	if err != nil {
		return nil, err
	}
	status, err := s.sessionStatus(ctx, session)
	if err != nil {
		return nil, err
	}
	return SignIn200JSONResponse{Body: status, Headers: SignIn200ResponseHeaders{SetCookie: cookie}}, nil
}

// signIn begins a session and returns the header that gives it to the browser.
func (s *Server) signIn(ctx context.Context, in host.SignIn) (session host.Session, cookie string, err error) {
	if in, err = checkSignIn(in); err != nil {
		return session, "", err
	}
	k := callOf(ctx)
	secret := host.NewSessionSecret()
	in.Hash, in.UserAgent, in.Address = host.HashSecret(secret), k.userAgent, k.address
	if k.cookie != "" {
		in.Replaces = host.HashSecret(k.cookie)
	}
	if session, err = s.Links.SignIn(ctx, in); err != nil {
		return session, "", err
	}
	k.orgID, k.session = session.Org.ID, &session
	return session, k.setCookie(secret, session.ExpiresAt), nil
}

// checkSignIn keeps what cannot be a token or a code away from the database.
func checkSignIn(in host.SignIn) (host.SignIn, error) {
	switch {
	case in.Token != "" && (in.Email != "" || in.Code != ""):
		return in, &host.Error{Code: host.ValidationFailed, Param: "token", Message: "send either token, or email and code"}
	case in.Token != "":
		if !host.CheckLinkToken(in.Token) {
			return in, host.ErrLinkInvalid
		}
		return in, nil
	case in.Email == "" && in.Code == "":
		return in, &host.Error{Code: host.ValidationFailed, Param: "token", Message: "send token, or email and code"}
	}
	email, err := host.NormalizeEmail(in.Email)
	if err != nil {
		return in, err
	}
	if !host.CheckLinkCode(in.Code) {
		return in, &host.Error{Code: host.ValidationFailed, Param: "code", Message: "code is not six digits; copy it from the mail"}
	}
	in.Email = email
	return in, nil
}
