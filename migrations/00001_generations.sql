-- +goose Up

CREATE TABLE orgs (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL UNIQUE,
    tier       TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE keys (
    org_id       TEXT   NOT NULL REFERENCES orgs (id),
    id           TEXT   NOT NULL UNIQUE,
    name         TEXT   NOT NULL,
    hint         TEXT   NOT NULL,
    hash         TEXT   NOT NULL UNIQUE,
    scopes       TEXT   NOT NULL, -- JSON
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL DEFAULT 0,
    revoked_at   BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id)
);

-- How many generations an org was charged for in each month.
CREATE TABLE quotas (
    org_id    TEXT   NOT NULL REFERENCES orgs (id),
    period_at BIGINT NOT NULL, -- begin of the month
    used      BIGINT NOT NULL,
    PRIMARY KEY (org_id, period_at)
);

-- A generation is queue entry, log and result at once.
CREATE TABLE generations (
    org_id          TEXT    NOT NULL REFERENCES orgs (id),
    id              TEXT    NOT NULL,
    request_id      TEXT    NOT NULL, -- '' where the client gave none
    fingerprint     TEXT    NOT NULL,
    status          TEXT    NOT NULL,
    attempt         BIGINT  NOT NULL,           -- grows with every run: what a claim is valid for
    attempt_base    BIGINT  NOT NULL DEFAULT 0, -- attempt when the request was last ordered anew
    claimed_until   BIGINT,                     -- NULL: no run is due; 0: none has begun
    cancel_asked    BOOLEAN NOT NULL DEFAULT FALSE,
    last_seq        BIGINT  NOT NULL DEFAULT 0,
    created_at      BIGINT  NOT NULL,
    completed_at    BIGINT  NOT NULL DEFAULT 0,
    quota_period_at BIGINT  NOT NULL, -- the month that was charged; 0 when it was given back
    quota_used      BIGINT  NOT NULL,
    quota_limit     BIGINT  NOT NULL,
    artifact_type   TEXT    NOT NULL DEFAULT '',
    pattern         TEXT    NOT NULL DEFAULT '',
    engine_version  TEXT    NOT NULL DEFAULT '',
    summary         TEXT    NOT NULL DEFAULT '',
    error           TEXT    NOT NULL DEFAULT '', -- JSON
    usage           TEXT    NOT NULL DEFAULT '', -- JSON
    diagnostics     TEXT    NOT NULL DEFAULT '', -- JSON
    request         TEXT    NOT NULL, -- JSON
    search          TEXT    NOT NULL, -- prompt and summary in lower case
    PRIMARY KEY (org_id, id)
);

-- One generation per idempotency key.
CREATE UNIQUE INDEX generations_request ON generations (org_id, request_id)
    WHERE request_id <> '';

-- The lists, newest first: all, and by status.
CREATE INDEX generations_newest ON generations (org_id, created_at, id)
    WHERE status <> 'rejected';
CREATE INDEX generations_status ON generations (org_id, status, created_at, id);

-- The queue: oldest first, over all orgs. It holds what is due and nothing else.
CREATE INDEX generations_due ON generations (created_at, id)
    WHERE claimed_until IS NOT NULL;

-- What a sweep removes.
CREATE INDEX generations_rejected ON generations (completed_at)
    WHERE status = 'rejected';

CREATE TABLE events (
    org_id        TEXT   NOT NULL,
    generation_id TEXT   NOT NULL,
    seq           BIGINT NOT NULL,
    stage         TEXT   NOT NULL,
    status        TEXT   NOT NULL,
    happened_at   BIGINT NOT NULL,
    elapsed       BIGINT NOT NULL, -- microseconds
    message       TEXT   NOT NULL,
    PRIMARY KEY (org_id, generation_id, seq),
    FOREIGN KEY (org_id, generation_id) REFERENCES generations (org_id, id) ON DELETE CASCADE
);

CREATE TABLE files (
    org_id        TEXT   NOT NULL,
    generation_id TEXT   NOT NULL,
    path          TEXT   NOT NULL,
    mode          BIGINT NOT NULL,
    sha256        TEXT   NOT NULL,
    body          BYTEA  NOT NULL,
    PRIMARY KEY (org_id, generation_id, path),
    FOREIGN KEY (org_id, generation_id) REFERENCES generations (org_id, id) ON DELETE CASCADE
);

-- Written to see whether the database takes writes; it keeps the newest row.
CREATE TABLE probes (
    id        TEXT   NOT NULL PRIMARY KEY,
    probed_at BIGINT NOT NULL,
    filler    BYTEA  NOT NULL
);
