-- How often the requests of an hour have changed, and when last: by inserts and deletions as the views below see them, by
-- whoever changes costs or properties himself. Counted anew where an insert is repeated, so without a window of tokens.
-- See docs/decisions/0090-rollups-by-version.md.
CREATE TABLE IF NOT EXISTS rollup_changes
(
    organization_id UUID,
    hour DateTime('UTC'),
    changes SimpleAggregateFunction(sum, UInt64),
    -- Rows of the inserts, for the size of a step; more than there are where inserts were repeated.
    inserted SimpleAggregateFunction(sum, UInt64),
    changed_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY (organization_id, hour);

CREATE MATERIALIZED VIEW IF NOT EXISTS rollup_changes_of_requests TO rollup_changes AS
SELECT organization_id, toStartOfHour(created_at, 'UTC') AS hour, toUInt64(1) AS changes, count() AS inserted,
    now64(3) AS changed_at
FROM requests GROUP BY organization_id, hour;

CREATE MATERIALIZED VIEW IF NOT EXISTS rollup_changes_of_deletions TO rollup_changes AS
SELECT organization_id, toStartOfHour(created_at, 'UTC') AS hour, toUInt64(1) AS changes, toUInt64(0) AS inserted,
    now64(3) AS changed_at
FROM request_deletions GROUP BY organization_id, hour;

-- The hours of the requests that there are already.
INSERT INTO rollup_changes (organization_id, hour, changes, inserted, changed_at)
SELECT organization_id, toStartOfHour(created_at, 'UTC') AS hour, 1, count(), now64(3)
FROM requests GROUP BY organization_id, hour;

-- Which hours and days (UTC) are rolled up: the version with the most changes counts, as long as there were no more since.
CREATE TABLE IF NOT EXISTS rollup_periods
(
    organization_id UUID,
    grain Enum8('hour' = 1, 'day' = 2),
    start DateTime('UTC'),
    version UInt64,
    changes UInt64,
    -- Properties (lower case) of which some values are in (other).
    folded Array(String),
    rolled_up_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY (organization_id, grain, start);

-- What requests of a period add up to, by kind: all of them, or by what a kind tells apart; the other columns are empty.
CREATE TABLE IF NOT EXISTS request_rollups
(
    organization_id UUID,
    kind Enum8('total' = 1, 'model' = 2, 'key' = 3, 'prompt' = 4, 'user' = 5, 'session' = 6, 'property' = 7),
    grain Enum8('hour' = 1, 'day' = 2),
    property LowCardinality(String),
    start DateTime('UTC') CODEC(Delta, ZSTD(1)),
    version UInt64 CODEC(ZSTD(1)),
    rolled_up_at DateTime('UTC') DEFAULT now() CODEC(ZSTD(1)),
    provider LowCardinality(String),
    model LowCardinality(String),
    status UInt16 CODEC(T64, ZSTD(1)),
    outcome LowCardinality(String),
    error_code LowCardinality(String),
    cache_hit Bool,
    api_key_id UUID CODEC(ZSTD(1)),
    prompt_id LowCardinality(String),
    prompt_version LowCardinality(String),
    prompt_environment LowCardinality(String),
    user_id String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    value String CODEC(ZSTD(1)),
    -- True of the (other) of a property with too many values.
    folded Bool,
    requests UInt64 CODEC(T64, ZSTD(1)),
    errors UInt64 CODEC(T64, ZSTD(1)),
    cost Decimal(38, 12) CODEC(ZSTD(1)),
    priced UInt64 CODEC(T64, ZSTD(1)),
    unpriced UInt64 CODEC(T64, ZSTD(1)),
    saved Decimal(38, 12) CODEC(ZSTD(1)),
    cache_hits UInt64 CODEC(T64, ZSTD(1)),
    rate_limited UInt64 CODEC(T64, ZSTD(1)),
    input UInt64 CODEC(T64, ZSTD(1)),
    cached_input UInt64 CODEC(T64, ZSTD(1)),
    output UInt64 CODEC(T64, ZSTD(1)),
    reasoning UInt64 CODEC(T64, ZSTD(1)),
    latency_sum Float64 CODEC(ZSTD(1)),
    latency_max Nullable(Float64) CODEC(ZSTD(1)),
    ttft_sum Float64 CODEC(ZSTD(1)),
    ttft_count UInt64 CODEC(T64, ZSTD(1)),
    ttft_max Nullable(Float64) CODEC(ZSTD(1)),
    speed_sum Float64 CODEC(ZSTD(1)),
    speed_count UInt64 CODEC(T64, ZSTD(1)),
    -- Empty in the kinds user and session.
    latency_digest AggregateFunction(quantilesTDigest(0.5), Float64) CODEC(ZSTD(1)),
    ttft_digest AggregateFunction(quantilesTDigest(0.5), Float64) CODEC(ZSTD(1)),
    speed_digest AggregateFunction(quantilesTDigest(0.5), Float64) CODEC(ZSTD(1)),
    cost_digest AggregateFunction(quantilesTDigest(0.5), Float64) CODEC(ZSTD(1)),
    -- Requests by the lower end of their bucket, in hundredths of a ms; empty in the kinds prompt, user, session and property.
    latency_histogram Map(UInt32, UInt64) CODEC(ZSTD(1)),
    ttft_histogram Map(UInt32, UInt64) CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(start)
ORDER BY (organization_id, kind, grain, property, start);
