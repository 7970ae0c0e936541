CREATE FUNCTION "announce_ended_session"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('appframes_ended_sessions', OLD."id");
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "session_announce_end" AFTER DELETE ON "session" FOR EACH ROW EXECUTE FUNCTION "announce_ended_session"();
