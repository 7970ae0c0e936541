ALTER TABLE "project_revisions" ADD COLUMN "seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "project_revisions" ADD COLUMN "label" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "project_revisions" ADD COLUMN "change_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "project_revisions" ADD COLUMN "client_id" uuid;--> statement-breakpoint
ALTER TABLE "project_revisions" ADD COLUMN "client_n" bigint;--> statement-breakpoint
-- So far every project lies whole in its row, and the hash was made of more than the content: empty means "not known".
ALTER TABLE "projects" ADD COLUMN "snapshot_revision" bigint;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "tail_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "size_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "client_id" uuid;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "client_n" bigint;--> statement-breakpoint
UPDATE "projects" SET "snapshot_revision" = "revision", "size_bytes" = octet_length("data"::text), "content_hash" = '';--> statement-breakpoint
ALTER TABLE "projects" ALTER COLUMN "snapshot_revision" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_accounts" ADD COLUMN "conflict_policy" text DEFAULT 'merge' NOT NULL;