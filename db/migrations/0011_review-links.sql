CREATE TABLE "review_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"canvas_size_id" text NOT NULL,
	"locale" text NOT NULL,
	"screen_id" text,
	"x" real,
	"y" real,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"verdict" text,
	"picture_hash" text NOT NULL,
	"resolved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"project_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"encrypted_token" text NOT NULL,
	"canvas_size_ids" jsonb,
	"locales" jsonb,
	"password_hash" text,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "review_answers" ADD CONSTRAINT "review_answers_comment_id_review_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."review_comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_comments" ADD CONSTRAINT "review_comments_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_project_fk" FOREIGN KEY ("user_id","project_id") REFERENCES "public"."projects"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_answers_comment_id_created_at_idx" ON "review_answers" USING btree ("comment_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "review_comments_review_id_number_idx" ON "review_comments" USING btree ("review_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_token_hash_idx" ON "reviews" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "reviews_user_id_project_id_idx" ON "reviews" USING btree ("user_id","project_id");