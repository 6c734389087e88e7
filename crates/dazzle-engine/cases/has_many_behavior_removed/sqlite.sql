-- drop foreign key `fk_Cover_album` of `Cover`; add foreign key `fk_Cover_album` to `Cover`
--   stops at rows of `Cover` that point to a `Album` that is not there
CREATE TABLE "Cover__new" (
    "id" CHAR(36) NOT NULL,
    "album" CHAR(36),
    CONSTRAINT "pk_Cover" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Cover_album" FOREIGN KEY ("album") REFERENCES "Album" ("id")
);
INSERT INTO "Cover__new" (rowid, "id", "album") SELECT rowid, "id", "album" FROM "Cover";
DROP TABLE "Cover";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Cover__new" RENAME TO "Cover";
PRAGMA legacy_alter_table = OFF;

-- drop foreign key `fk_Song_album` of `Song`; add foreign key `fk_Song_album` to `Song`
--   stops at rows of `Song` that point to a `Album` that is not there
CREATE TABLE "Song__new" (
    "id" CHAR(36) NOT NULL,
    "album" CHAR(36) NOT NULL,
    CONSTRAINT "pk_Song" PRIMARY KEY ("id"),
    CONSTRAINT "fk_Song_album" FOREIGN KEY ("album") REFERENCES "Album" ("id")
);
INSERT INTO "Song__new" (rowid, "id", "album") SELECT rowid, "id", "album" FROM "Song";
DROP TABLE "Song";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "Song__new" RENAME TO "Song";
PRAGMA legacy_alter_table = OFF;
