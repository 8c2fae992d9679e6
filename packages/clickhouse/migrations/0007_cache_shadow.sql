-- How what a semantic match would have served compares with what the provider answered.
ALTER TABLE requests
    -- What tells the two questions apart, such as 'numbers'; '' where the answer would have been served.
    ADD COLUMN IF NOT EXISTS cache_shadow_difference LowCardinality(String) AFTER cache_shadow_similarity,
    -- Words that the two answers have in common, 0 to 1.
    ADD COLUMN IF NOT EXISTS cache_shadow_answer_similarity Nullable(Float32) CODEC(ZSTD(1)) AFTER cache_shadow_difference;
