-- Why a request was answered with 429. source: gateway (a limit of ours: it never went upstream), provider, or ''.
-- scope: where a limit of ours comes from (header, rule, key, budget); policy as Helicone-RateLimit-Policy writes it.
ALTER TABLE requests
    ADD COLUMN IF NOT EXISTS rate_limit_source LowCardinality(String) AFTER cache_hit,
    ADD COLUMN IF NOT EXISTS rate_limit_scope LowCardinality(String) AFTER rate_limit_source,
    ADD COLUMN IF NOT EXISTS rate_limit_policy LowCardinality(String) AFTER rate_limit_scope,
    ADD COLUMN IF NOT EXISTS rate_limit_rule_id LowCardinality(String) AFTER rate_limit_policy;
