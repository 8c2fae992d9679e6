-- What was said, as its words (see searchForm in packages/contracts): found by the text index, compared as text where a
-- phrase is looked for. See docs/decisions/0060-words-beside-the-row.md.
ALTER TABLE requests
    ADD COLUMN IF NOT EXISTS request_text String CODEC(ZSTD(1)) AFTER response_preview,
    ADD COLUMN IF NOT EXISTS response_text String CODEC(ZSTD(1)) AFTER request_text,
    ADD INDEX IF NOT EXISTS by_request_text request_text TYPE text(tokenizer = splitByNonAlpha),
    ADD INDEX IF NOT EXISTS by_response_text response_text TYPE text(tokenizer = splitByNonAlpha);
