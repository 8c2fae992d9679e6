-- At which hours of UTC the days begin that an organization's people look at, as those of their time zones do: rollups of
-- days are made of these too, beside those of UTC. Noted by who asks, at most once a day.
CREATE TABLE IF NOT EXISTS rollup_offsets
(
    organization_id UUID,
    offset_hours UInt8,
    first_asked_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    asked_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY (organization_id, offset_hours);
