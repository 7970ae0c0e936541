CREATE TABLE "media_thumbnails" (
	"user_id" text NOT NULL,
	"asset_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"mime_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_thumbnails_user_id_asset_id_pk" PRIMARY KEY("user_id","asset_id")
);
--> statement-breakpoint
ALTER TABLE "media_thumbnails" ADD CONSTRAINT "media_thumbnails_asset_fk" FOREIGN KEY ("user_id","asset_id") REFERENCES "public"."media_assets"("user_id","id") ON DELETE cascade ON UPDATE no action;