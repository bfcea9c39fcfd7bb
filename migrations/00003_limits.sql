-- +goose Up

ALTER TABLE orgs ADD COLUMN tier_until_at BIGINT NOT NULL DEFAULT 0; -- when the tier ends; 0: never
ALTER TABLE orgs ADD COLUMN trial_from_at BIGINT NOT NULL DEFAULT 0; -- 0: the trial began with the org

-- When the period ends that a generation was charged to; 0 where it was a month.
ALTER TABLE generations ADD COLUMN quota_until_at BIGINT NOT NULL DEFAULT 0;

-- How far each org's calls are ahead of its rate. On SQLite the rows stand in a
-- table like it in a file of their own, which need not survive a power failure.
CREATE TABLE rate_limits (
    org_id     TEXT   NOT NULL PRIMARY KEY,
    arrival_at BIGINT NOT NULL
);
