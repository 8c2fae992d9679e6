ALTER TABLE "organizations" ADD COLUMN "header_policy" TEXT;

ALTER TABLE "api_keys" ADD COLUMN "expires_at" TIMESTAMPTZ(3),
ADD COLUMN "limits" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN "monthly_budget" DECIMAL(18,6);

CREATE TABLE "api_key_spends" (
    "api_key_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "cost" DECIMAL(24,12) NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_key_spends_pkey" PRIMARY KEY ("api_key_id", "day")
);

CREATE TABLE "rate_limit_rules" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "quota" DECIMAL(20,6) NOT NULL,
    "window_seconds" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "segment" JSONB NOT NULL,
    "model" TEXT,
    "property" JSONB,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_limit_rules_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "rate_limit_rules_organization_id_created_at_idx" ON "rate_limit_rules"("organization_id", "created_at" DESC);

ALTER TABLE "api_key_spends" ADD CONSTRAINT "api_key_spends_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "rate_limit_rules" ADD CONSTRAINT "rate_limit_rules_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "rate_limit_rules" ADD CONSTRAINT "rate_limit_rules_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What a key may do is announced like its end.
DROP TRIGGER "api_keys_updated" ON "api_keys";
CREATE TRIGGER "api_keys_updated" AFTER UPDATE ON "api_keys"
    FOR EACH ROW
    WHEN (
        OLD."hash" IS DISTINCT FROM NEW."hash"
        OR OLD."revoked_at" IS DISTINCT FROM NEW."revoked_at"
        OR OLD."organization_id" IS DISTINCT FROM NEW."organization_id"
        OR OLD."expires_at" IS DISTINCT FROM NEW."expires_at"
        OR OLD."limits" IS DISTINCT FROM NEW."limits"
        OR OLD."monthly_budget" IS DISTINCT FROM NEW."monthly_budget"
    )
    EXECUTE FUNCTION "notify_api_key_changed"();

-- The proxies also keep what holds for all of an organization's requests.
CREATE FUNCTION "notify_rate_limit_rule_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('organization_changed', COALESCE(NEW."organization_id", OLD."organization_id")::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER "rate_limit_rules_changed" AFTER INSERT OR UPDATE OR DELETE ON "rate_limit_rules"
    FOR EACH ROW EXECUTE FUNCTION "notify_rate_limit_rule_changed"();

CREATE FUNCTION "notify_organization_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('organization_changed', NEW."id"::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER "organizations_updated" AFTER UPDATE ON "organizations"
    FOR EACH ROW
    WHEN (
        OLD."header_policy" IS DISTINCT FROM NEW."header_policy"
        OR OLD."price_book_version" IS DISTINCT FROM NEW."price_book_version"
    )
    EXECUTE FUNCTION "notify_organization_changed"();
