-- +goose Up

CREATE TABLE users (
    id              TEXT   NOT NULL PRIMARY KEY,
    email           TEXT   NOT NULL UNIQUE, -- lower case
    created_at      BIGINT NOT NULL,
    last_sign_in_at BIGINT NOT NULL DEFAULT 0
);

-- Who belongs to which org. A person works in the org joined last.
CREATE TABLE members (
    org_id    TEXT   NOT NULL REFERENCES orgs (id),
    user_id   TEXT   NOT NULL REFERENCES users (id),
    role      TEXT   NOT NULL,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, user_id)
);
CREATE INDEX members_user ON members (user_id, joined_at);

CREATE TABLE sessions (
    org_id       TEXT   NOT NULL,
    id           TEXT   NOT NULL UNIQUE,
    user_id      TEXT   NOT NULL REFERENCES users (id),
    hash         TEXT   NOT NULL UNIQUE, -- of the cookie's value
    user_agent   TEXT   NOT NULL,
    address      TEXT   NOT NULL, -- of the client at sign-in
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    ended_at     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX sessions_user ON sessions (user_id, created_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE INDEX sessions_idle ON sessions (last_used_at);

-- A link is the wish to sign in and the mail that answers it: what has a due_at
-- is still to be sent. Token and code are made when it is sent, so that there
-- is never more of them here than their hashes.
CREATE TABLE links (
    id            TEXT   NOT NULL PRIMARY KEY,
    email         TEXT   NOT NULL,
    org_name      TEXT   NOT NULL DEFAULT '', -- to join as an owner; '' keeps to the user's own
    token_hash    TEXT   NOT NULL DEFAULT '', -- '' until it is sent
    code_hash     TEXT   NOT NULL DEFAULT '',
    tries         BIGINT NOT NULL DEFAULT 0,  -- of codes
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    closed_at     BIGINT NOT NULL DEFAULT 0,  -- used, superseded or given up
    due_at        BIGINT,                     -- NULL: no mail is to be sent
    sends         BIGINT NOT NULL DEFAULT 0,  -- that were begun
    sent_at       BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX links_token ON links (token_hash) WHERE token_hash <> '';
CREATE INDEX links_email ON links (email, created_at);
CREATE INDEX links_due ON links (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX links_oldest ON links (created_at);

-- How often somebody may do something before anybody knows who it is: the
-- theoretical arrival time of GCRA for each key.
CREATE TABLE throttles (
    key TEXT   NOT NULL PRIMARY KEY,
    tat BIGINT NOT NULL
);
CREATE INDEX throttles_tat ON throttles (tat);

-- What was done to accounts, and by whom. Rows are only ever added.
CREATE TABLE audit (
    org_id      TEXT   NOT NULL, -- '' where no org is concerned
    id          TEXT   NOT NULL UNIQUE,
    happened_at BIGINT NOT NULL,
    actor       TEXT   NOT NULL, -- usr_…, or 'operator', or 'stripe'
    action      TEXT   NOT NULL,
    subject     TEXT   NOT NULL, -- the id that it was done to
    detail      TEXT   NOT NULL,
    address     TEXT   NOT NULL, -- of the client, '' where there is none
    PRIMARY KEY (org_id, id)
);
CREATE INDEX audit_newest ON audit (happened_at, id);
CREATE INDEX audit_org ON audit (org_id, happened_at, id);
