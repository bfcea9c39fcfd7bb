-- +goose Up

-- What an org is at the payment provider. A lease lets one host at a time talk
-- to the provider about it.
CREATE TABLE billing (
    org_id            TEXT   NOT NULL PRIMARY KEY REFERENCES orgs (id),
    customer_id       TEXT   NOT NULL DEFAULT '', -- '' until there is one
    checkout_id       TEXT   NOT NULL DEFAULT '', -- of the session opened last
    checkout_terms    TEXT   NOT NULL DEFAULT '', -- what it was opened for
    lease             TEXT   NOT NULL DEFAULT '',
    leased_until_at   BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX billing_customer ON billing (customer_id) WHERE customer_id <> '';

-- Subscriptions as they were found at the provider last.
CREATE TABLE subscriptions (
    org_id     TEXT   NOT NULL REFERENCES orgs (id),
    id         TEXT   NOT NULL,
    status     TEXT   NOT NULL,
    price_id   TEXT   NOT NULL,
    overdue_at BIGINT NOT NULL DEFAULT 0, -- when it was first found past due; 0: it is not
    PRIMARY KEY (org_id, id)
);

-- The provider's events that have had their effect.
CREATE TABLE billing_events (
    id          TEXT   NOT NULL PRIMARY KEY,
    received_at BIGINT NOT NULL
);
CREATE INDEX billing_events_received ON billing_events (received_at);
