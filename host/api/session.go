package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/kilnworks/kiln/host"
)

// Sessions are where people are signed in. Another user's are not found.
type Sessions interface {
	// Sessions returns those that can still be used, newest first.
	Sessions(ctx context.Context, userID string) ([]host.Session, error)
	EndSession(ctx context.Context, userID, id string, by host.Actor) error
	EndSessions(ctx context.Context, userID string, by host.Actor) error
	Standing(ctx context.Context, orgID string) (host.Standing, error)
}

const (
	sessionCookieName = "kiln_session"
	// hostPrefix makes browsers refuse the cookie unless this very host set it, over https.
	hostPrefix = "__Host-"
)

// cookieName is the session cookie's name over this connection.
func cookieName(secure bool) string {
	if secure {
		return hostPrefix + sessionCookieName
	}
	return sessionCookieName
}

// setCookie returns the header that gives the browser the secret, or with an
// empty one takes it away.
func (k *call) setCookie(secret string, until time.Time) string {
	var cookie fasthttp.Cookie
	cookie.SetKey(cookieName(k.secure))
	cookie.SetValue(secret)
	cookie.SetPath("/")
	cookie.SetHTTPOnly(true)
	cookie.SetSecure(k.secure)
	cookie.SetSameSite(fasthttp.CookieSameSiteLaxMode)
	if secret == "" {
		cookie.SetExpire(fasthttp.CookieExpireDelete)
	} else {
		cookie.SetMaxAge(int(time.Until(until).Seconds()))
	}
	return cookie.String()
}

// isSecure tells whether the browser talks https, to Kiln or to a proxy before it.
func (s *Server) isSecure(c *fiber.Ctx) bool { return s.https || c.Secure() }

// GetSession tells who is signed in.
func (s *Server) GetSession(ctx context.Context, _ GetSessionRequestObject) (GetSessionResponseObject, error) {
	status, err := s.sessionStatus(ctx, *callOf(ctx).session)
	if err != nil {
		return nil, err
	}
	return GetSession200JSONResponse{Body: status}, nil
}

func (s *Server) sessionStatus(ctx context.Context, session host.Session) (SessionStatus, error) {
	standing, err := s.Sessions.Standing(ctx, session.Org.ID)
	if err != nil {
		return SessionStatus{}, err
	}
	var status SessionStatus
	status.User.Id, status.User.Email = session.User.ID, session.User.Email
	status.Org.Id, status.Org.Name, status.Org.Role = session.Org.ID, session.Org.Name, string(session.Role)
	status.Tier = Tier{Name: standing.Tier.Name}
	if !standing.EndsAt.IsZero() {
		status.Tier.EndsAt = &timestamp{standing.EndsAt}
	}
	status.Quota = quotaOf(standing.Quota)
	if status.Billing, err = s.billingStatus(ctx, session.Org.ID); err != nil {
		return SessionStatus{}, err
	}
	status.Session.Id = session.ID
	status.Session.CreatedAt, status.Session.ExpiresAt = Time{session.CreatedAt}, Time{session.ExpiresAt}
	return status, nil
}

// SignOut ends the session of the call.
func (s *Server) SignOut(ctx context.Context, _ SignOutRequestObject) (SignOutResponseObject, error) {
	k := callOf(ctx)
	if err := s.Sessions.EndSession(ctx, k.session.User.ID, k.session.ID, k.actor()); err != nil {
		return nil, err
	}
	return SignOut204Response{Headers: SignOut204ResponseHeaders{SetCookie: k.setCookie("", time.Time{})}}, nil
}

// ListSessions shows where the user is signed in.
func (s *Server) ListSessions(ctx context.Context, _ ListSessionsRequestObject) (ListSessionsResponseObject, error) {
	k := callOf(ctx)
	all, err := s.Sessions.Sessions(ctx, k.session.User.ID)
	if err != nil {
		return nil, err
	}
	list := SessionList{Data: make([]Session, len(all))}
	for i, one := range all {
		list.Data[i] = Session{Id: one.ID, Current: one.ID == k.session.ID, UserAgent: one.UserAgent, Address: one.Address,
			CreatedAt: Time{one.CreatedAt}, LastUsedAt: Time{one.LastUsedAt}, ExpiresAt: Time{one.ExpiresAt}}
	}
	return ListSessions200JSONResponse{Body: list}, nil
}

// EndSession ends one of the user's sessions.
func (s *Server) EndSession(ctx context.Context, r EndSessionRequestObject) (EndSessionResponseObject, error) {
	k := callOf(ctx)
	if err := s.Sessions.EndSession(ctx, k.session.User.ID, r.Id, k.actor()); err != nil {
		return nil, err
	}
	return EndSession204Response{}, nil
}

// SignOutEverywhere ends all of the user's sessions.
func (s *Server) SignOutEverywhere(ctx context.Context, _ SignOutEverywhereRequestObject) (SignOutEverywhereResponseObject, error) {
	k := callOf(ctx)
	if err := s.Sessions.EndSessions(ctx, k.session.User.ID, k.actor()); err != nil {
		return nil, err
	}
	return SignOutEverywhere204Response{Headers: SignOutEverywhere204ResponseHeaders{SetCookie: k.setCookie("", time.Time{})}}, nil
}
