CREATE TABLE "ended_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "ended_sessions_ended_at_idx" ON "ended_sessions" USING btree ("ended_at");
--> statement-breakpoint
CREATE FUNCTION "note_ended_session"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "ended_sessions" ("token_hash") VALUES (encode(sha256(convert_to(OLD."token", 'UTF8')), 'hex'))
	ON CONFLICT DO NOTHING;
	DELETE FROM "ended_sessions" WHERE "token_hash" IN (
		SELECT "token_hash" FROM "ended_sessions" WHERE "ended_at" < now() - interval '90 days'
		LIMIT 100 FOR UPDATE SKIP LOCKED
	);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "session_ended" AFTER DELETE ON "session" FOR EACH ROW
WHEN (OLD."expires_at" > now()) EXECUTE FUNCTION "note_ended_session"();
