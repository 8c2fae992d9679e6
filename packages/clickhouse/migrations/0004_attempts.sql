-- How many calls to providers the request took, and which of its fallbacks answered: NULL for its own provider.
ALTER TABLE requests
    ADD COLUMN IF NOT EXISTS attempt_count UInt16 DEFAULT JSONLength(attempts) CODEC(T64, ZSTD(1)) AFTER attempts,
    ADD COLUMN IF NOT EXISTS fallback_index Nullable(UInt8) CODEC(ZSTD(1)) AFTER attempt_count;
