-- The tables of 0001, for installations that begin now: there the statements of 0001 find them made. Their granules are
-- smaller, so that a list of requests that lie far apart, and a request by its id, unpack less. Tables that were there
-- before stay as they are; see docs/decisions/0100-smaller-granules.md for how they get the same.
CREATE TABLE IF NOT EXISTS requests
(
    organization_id UUID,
    created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    id UUID,
    api_key_id UUID,
    provider LowCardinality(String),
    api_format LowCardinality(String),
    method LowCardinality(String),
    path String CODEC(ZSTD(1)),
    target_origin LowCardinality(String),
    request_model LowCardinality(String),
    model LowCardinality(String),
    status UInt16,
    outcome LowCardinality(String),
    error_code LowCardinality(String),
    error_message String CODEC(ZSTD(1)),
    stream Bool,
    latency_ms Float64 CODEC(ZSTD(1)),
    time_to_first_byte_ms Nullable(Float64) CODEC(ZSTD(1)),
    time_to_first_token_ms Nullable(Float64) CODEC(ZSTD(1)),
    proxy_overhead_ms Float64 CODEC(ZSTD(1)),
    attempts String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    session_path String CODEC(ZSTD(1)),
    session_name String CODEC(ZSTD(1)),
    name LowCardinality(String),
    properties Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    property_names Map(LowCardinality(String), LowCardinality(String)) CODEC(ZSTD(1)),
    input_tokens UInt64 CODEC(T64, ZSTD(1)),
    cached_input_tokens UInt64 CODEC(T64, ZSTD(1)),
    cache_write_5m_tokens UInt64 CODEC(T64, ZSTD(1)),
    cache_write_1h_tokens UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    reasoning_tokens UInt64 CODEC(T64, ZSTD(1)),
    audio_input_tokens UInt64 CODEC(T64, ZSTD(1)),
    audio_cached_input_tokens UInt64 CODEC(T64, ZSTD(1)),
    audio_output_tokens UInt64 CODEC(T64, ZSTD(1)),
    image_input_tokens UInt64 CODEC(T64, ZSTD(1)),
    image_cached_input_tokens UInt64 CODEC(T64, ZSTD(1)),
    image_output_tokens UInt64 CODEC(T64, ZSTD(1)),
    usage_source LowCardinality(String),
    usage_flags Array(LowCardinality(String)),
    cost_total Nullable(Decimal(18, 12)),
    request_bytes UInt64 CODEC(T64, ZSTD(1)),
    response_bytes UInt64 CODEC(T64, ZSTD(1)),
    request_preview String CODEC(ZSTD(1)),
    response_preview String CODEC(ZSTD(1)),
    warnings Array(String) CODEC(ZSTD(1)),
    INDEX by_id id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_user user_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(created_at)
ORDER BY (organization_id, created_at, id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 2048, min_compress_block_size = 16384;

CREATE TABLE IF NOT EXISTS request_bodies
(
    organization_id UUID,
    created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    id UUID,
    request_body Nullable(String) CODEC(ZSTD(3)),
    request_content_type LowCardinality(String),
    request_truncated Bool,
    request_omitted Bool,
    request_headers Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    response_body Nullable(String) CODEC(ZSTD(3)),
    response_content_type LowCardinality(String),
    response_truncated Bool,
    response_omitted Bool,
    response_headers Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    response_message Nullable(String) CODEC(ZSTD(3)),
    INDEX by_id id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(created_at)
ORDER BY (organization_id, created_at, id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity_bytes = 1048576, merge_max_block_size_bytes = 1048576;
