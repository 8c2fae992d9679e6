-- What is billed by the piece rather than by the token, and what else decides a price.
ALTER TABLE requests
    ADD COLUMN IF NOT EXISTS billed_requests UInt64 CODEC(T64, ZSTD(1)) AFTER image_output_tokens,
    ADD COLUMN IF NOT EXISTS images UInt64 CODEC(T64, ZSTD(1)) AFTER billed_requests,
    ADD COLUMN IF NOT EXISTS web_searches UInt64 CODEC(T64, ZSTD(1)) AFTER images,
    ADD COLUMN IF NOT EXISTS file_searches UInt64 CODEC(T64, ZSTD(1)) AFTER web_searches,
    ADD COLUMN IF NOT EXISTS audio_ms UInt64 CODEC(T64, ZSTD(1)) AFTER file_searches,
    ADD COLUMN IF NOT EXISTS characters UInt64 CODEC(T64, ZSTD(1)) AFTER audio_ms,
    ADD COLUMN IF NOT EXISTS pages UInt64 CODEC(T64, ZSTD(1)) AFTER characters,
    ADD COLUMN IF NOT EXISTS free Bool AFTER pages,
    ADD COLUMN IF NOT EXISTS service_tier LowCardinality(String) DEFAULT 'standard' AFTER free,
    ADD COLUMN IF NOT EXISTS price_variant LowCardinality(String) AFTER service_tier,
    ADD COLUMN IF NOT EXISTS billing_region LowCardinality(String) AFTER price_variant,
    -- USD as the provider reported it; NULL where it doesn't.
    ADD COLUMN IF NOT EXISTS reported_cost Nullable(Decimal(18, 12)) AFTER billing_region,
    -- JSON list of {model, usage}: billed at other models' prices, '' where there is none.
    ADD COLUMN IF NOT EXISTS other_model_usage String CODEC(ZSTD(1)) AFTER reported_cost,
    -- 32 hex digits that tell provider keys apart without holding them; '' where none was sent.
    ADD COLUMN IF NOT EXISTS provider_key_fingerprint String CODEC(ZSTD(1)) AFTER api_key_id,
    ADD INDEX IF NOT EXISTS by_provider_key provider_key_fingerprint TYPE bloom_filter(0.01) GRANULARITY 1;
