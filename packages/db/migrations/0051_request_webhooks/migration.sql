CREATE TABLE "request_webhooks" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "filter" JSONB,
    "sample_percent" DECIMAL(7,4) NOT NULL,
    "with_bodies" BOOLEAN NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "swept_to" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "request_webhooks_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "request_webhooks_organization_id_created_at_idx" ON "request_webhooks"("organization_id", "created_at" DESC);
CREATE INDEX "request_webhooks_channel_id_idx" ON "request_webhooks"("channel_id");

ALTER TABLE "request_webhooks" ADD CONSTRAINT "request_webhooks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "request_webhooks" ADD CONSTRAINT "request_webhooks_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "request_webhooks" ADD CONSTRAINT "request_webhooks_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
