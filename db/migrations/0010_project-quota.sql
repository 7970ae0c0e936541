ALTER TABLE "project_revisions" ADD COLUMN "data_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_accounts" ADD COLUMN "project_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_accounts" ADD COLUMN "project_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_accounts" ADD COLUMN "kept_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_accounts" ADD COLUMN "kept_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- What is there already is counted once; from now on every write counts in the transaction that holds the account's row, with the
-- statement that writes its number anyway.
UPDATE "project_revisions" SET "data_bytes" = octet_length("data"::text) WHERE "data" IS NOT NULL;--> statement-breakpoint
UPDATE "project_revisions" r SET "data_bytes" = p."size_bytes" + coalesce(octet_length((p."data" -> 'view')::text), 0)
FROM "projects" p
WHERE p."user_id" = r."user_id" AND p."id" = r."project_id" AND p."snapshot_revision" = r."revision" AND r."deleted_at" IS NULL;--> statement-breakpoint
INSERT INTO "sync_accounts" ("user_id") SELECT DISTINCT "user_id" FROM "projects" ON CONFLICT DO NOTHING;--> statement-breakpoint
UPDATE "sync_accounts" a SET "project_count" = found.live, "project_bytes" = found.live_bytes, "kept_count" = found.kept
FROM (
  SELECT "user_id", count(*) FILTER (WHERE "deleted_at" IS NULL) AS live, count(*) AS kept,
    coalesce(sum("size_bytes") FILTER (WHERE "deleted_at" IS NULL), 0) AS live_bytes
  FROM "projects" GROUP BY "user_id"
) found WHERE found."user_id" = a."user_id";--> statement-breakpoint
UPDATE "sync_accounts" a SET "kept_bytes" = found.bytes
FROM (
  SELECT "user_id", sum("change_bytes"::bigint + "data_bytes" + 500) AS bytes FROM "project_revisions" GROUP BY "user_id"
) found WHERE found."user_id" = a."user_id";
