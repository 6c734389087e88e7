-- Names with quotes, spaces, dots, dollars, percent signs, backslashes and other scripts.
-- a
CREATE TABLE "a ""b"".c" ("id" integer PRIMARY KEY, "x;y" text, "kept %s" text);
-- rows
INSERT INTO "a ""b"".c" VALUES (1, 'gone', 'kept');
-- b
CREATE TABLE "a ""b"".c" ("id" integer PRIMARY KEY, "kept %s" text NOT NULL, "$$ it's -- here" integer DEFAULT 1, "back\slash" text, "Ærøskøbing 数" text);
CREATE UNIQUE INDEX "in ""dex" ON "a ""b"".c" ("kept %s", lower("back\slash"));
ALTER TABLE "a ""b"".c" ADD CONSTRAINT "che""ck '" CHECK ("$$ it's -- here" > 0);
CREATE TABLE "table" ("select" integer REFERENCES "a ""b"".c", "from" text, "user" text, "order" integer, PRIMARY KEY ("order", "user"));
CREATE VIEW "view.name" AS SELECT "kept %s" AS "a b", "order" FROM "a ""b"".c", "table";
COMMENT ON COLUMN "table"."from" IS '"from" isn''t $$ easy';
-- check
SELECT "kept %s" FROM "a ""b"".c" => kept
