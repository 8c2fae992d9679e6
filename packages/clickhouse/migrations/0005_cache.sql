-- What the cache did for a request: '' where it had no part in it.
ALTER TABLE requests
    ADD COLUMN IF NOT EXISTS cache_status LowCardinality(String) AFTER cache_hit,
    ADD COLUMN IF NOT EXISTS cache_kind LowCardinality(String) AFTER cache_status,
    -- 64 hex digits that stand for the request.
    ADD COLUMN IF NOT EXISTS cache_key String CODEC(ZSTD(1)) AFTER cache_kind,
    -- The request whose answer was served, and how long that took (ms).
    ADD COLUMN IF NOT EXISTS cache_original_id Nullable(UUID) CODEC(ZSTD(1)) AFTER cache_key,
    ADD COLUMN IF NOT EXISTS cache_original_latency_ms Nullable(Float64) CODEC(ZSTD(1)) AFTER cache_original_id,
    -- Cosine similarity to the original, for a semantic hit.
    ADD COLUMN IF NOT EXISTS cache_similarity Nullable(Float64) CODEC(ZSTD(1)) AFTER cache_original_latency_ms,
    -- What a semantic match would have served, where that is only being tried.
    ADD COLUMN IF NOT EXISTS cache_shadow_id Nullable(UUID) CODEC(ZSTD(1)) AFTER cache_similarity,
    ADD COLUMN IF NOT EXISTS cache_shadow_similarity Nullable(Float64) CODEC(ZSTD(1)) AFTER cache_shadow_id;
