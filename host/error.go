package host

import (
	"errors"
	"fmt"
)

// Error is what a customer may see of a failure. Any other error is internal:
// logged once, shown as "internal error".
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	// Param is the path of the member of the request that is wrong, if it is one.
	Param string `json:"param,omitempty"`
	// Details lists single mistakes, or what would have been possible.
	Details []Detail `json:"details,omitempty"`
	// Retryable says that the same request may succeed later, also where the
	// code alone does not promise it.
	Retryable bool `json:"retryable,omitempty"`
	// Quota says what is used up, where that is why.
	Quota *TierQuota `json:"quota,omitempty"`
}

// Detail is one part of an [Error].
type Detail struct {
	Path    string `json:"path"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error returns code and message.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

// Errorf returns an error that a customer may see.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// ErrorCode returns the code of an [Error] anywhere in err's chain, or
// [InternalError].
func ErrorCode(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return InternalError
}

// Code is stable: clients branch on it.
type Code string

// The codes. How each looks over HTTP is one table in package api.
const (
	InvalidJSON          Code = "invalid_json"
	ValidationFailed     Code = "validation_failed"
	UnknownOption        Code = "unknown_option"
	RequestIDReused      Code = "request_id_reused"
	NoMatchingPattern    Code = "no_matching_pattern"
	ArtifactTypeReserved Code = "artifact_type_reserved"
	UnsupportedMediaType Code = "unsupported_media_type"
	RequestTooLarge      Code = "request_too_large"
	MissingCredentials   Code = "missing_credentials"
	InvalidAPIKey        Code = "invalid_api_key"
	KeyRevoked           Code = "key_revoked"
	KeyExpired           Code = "key_expired"
	SessionExpired       Code = "session_expired"
	LinkInvalid          Code = "link_invalid"
	CSRFFailed           Code = "csrf_failed"
	InsufficientScope    Code = "insufficient_scope"
	QuotaExceeded        Code = "quota_exceeded"
	TrialExpired         Code = "trial_expired"
	TrialRestricted      Code = "trial_restricted"
	RateLimited          Code = "rate_limited"
	BillingNotConfigured Code = "billing_not_configured"
	AlreadySubscribed    Code = "already_subscribed"
	PriceNotAllowed      Code = "price_not_allowed"
	InvalidSignature     Code = "invalid_signature"
	ProviderUnavailable  Code = "provider_unavailable"
	NotFound             Code = "not_found"
	MethodNotAllowed     Code = "method_not_allowed"
	AlreadyFinished      Code = "already_finished"
	InProgress           Code = "in_progress"
	GenerationCanceled   Code = "generation_canceled"
	GenerationTimeout    Code = "generation_timeout"
	PluginFailed         Code = "plugin_failed"
	PersistenceFailed    Code = "persistence_failed"
	ShuttingDown         Code = "shutting_down"
	InternalError        Code = "internal_error"
)

// ErrClaimLost says that a claim ran out and another run took the generation
// over. What the holder of the old claim still has is not wanted any more.
var ErrClaimLost = errors.New("the claim has run out: another run took over")
