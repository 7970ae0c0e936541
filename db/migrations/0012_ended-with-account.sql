ALTER TABLE "ended_sessions" ADD COLUMN "account_deleted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "note_ended_session"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- A session that goes with its account is deleted after the account's row.
	INSERT INTO "ended_sessions" ("token_hash", "account_deleted") VALUES (
		encode(sha256(convert_to(OLD."token", 'UTF8')), 'hex'),
		NOT EXISTS (SELECT 1 FROM "user" WHERE "id" = OLD."user_id")
	)
	ON CONFLICT DO NOTHING;
	DELETE FROM "ended_sessions" WHERE "token_hash" IN (
		SELECT "token_hash" FROM "ended_sessions" WHERE "ended_at" < now() - interval '90 days'
		LIMIT 100 FOR UPDATE SKIP LOCKED
	);
	RETURN NULL;
END
$$;
