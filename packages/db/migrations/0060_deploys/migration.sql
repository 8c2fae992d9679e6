CREATE TABLE "deploys" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "deployed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deploys_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "deploys_organization_id_deployed_at_idx" ON "deploys"("organization_id", "deployed_at");

ALTER TABLE "deploys" ADD CONSTRAINT "deploys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
