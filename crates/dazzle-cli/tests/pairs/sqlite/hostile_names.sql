-- a
CREATE TABLE "a ""b"".c" ("id" INTEGER PRIMARY KEY, "x;y" TEXT, "kept %s" TEXT);
-- rows
INSERT INTO "a ""b"".c" VALUES (1, 'gone', 'kept');
-- b
CREATE TABLE "a ""b"".c" ("id" INTEGER PRIMARY KEY, "kept %s" TEXT NOT NULL, "it's -- here" INTEGER DEFAULT 1, "back\slash" TEXT, "Ærøskøbing 数" TEXT, CONSTRAINT "che""ck '" CHECK ("it's -- here" > 0));
CREATE UNIQUE INDEX "in ""dex" ON "a ""b"".c" ("kept %s", lower("back\slash"));
CREATE TABLE "table" ("select" INTEGER REFERENCES "a ""b"".c" ("id"), "from" TEXT, "group" TEXT, "order" INTEGER, PRIMARY KEY ("order", "group"));
CREATE VIEW "view.name" AS SELECT "kept %s" AS "a b", "order" FROM "a ""b"".c", "table";
-- check
SELECT "kept %s" FROM "a ""b"".c" => kept
