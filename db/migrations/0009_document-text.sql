ALTER TABLE "project_revisions" ALTER COLUMN "data" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "projects" ALTER COLUMN "data" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "list_facts" json;
--> statement-breakpoint
-- A column that changes its type forgets how it is compressed (see 0001).
DO $$
BEGIN
  EXECUTE 'ALTER TABLE "projects" ALTER COLUMN "data" SET COMPRESSION lz4';
  EXECUTE 'ALTER TABLE "project_revisions" ALTER COLUMN "data" SET COMPRESSION lz4';
EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN
  RAISE DEBUG 'lz4 is not available: %', SQLERRM;
END
$$;
