-- The same for identical requests: provider, method, path and body. '' where the body wasn't kept whole, and of rows from
-- before there was one.
ALTER TABLE requests
    ADD COLUMN IF NOT EXISTS request_hash String CODEC(ZSTD(1)) AFTER request_bytes;
