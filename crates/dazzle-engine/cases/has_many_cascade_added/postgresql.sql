-- drop foreign key `fk_Cover_album` of `Cover`
ALTER TABLE "Cover" DROP CONSTRAINT "fk_Cover_album";

-- drop foreign key `fk_Song_album` of `Song`
ALTER TABLE "Song" DROP CONSTRAINT "fk_Song_album";

-- add foreign key `fk_Cover_album` to `Cover`
--   stops at rows of `Cover` that point to a `Album` that is not there
ALTER TABLE "Cover" ADD CONSTRAINT "fk_Cover_album" FOREIGN KEY ("album") REFERENCES "Album" ("id") ON DELETE SET NULL;

-- add foreign key `fk_Song_album` to `Song`
--   stops at rows of `Song` that point to a `Album` that is not there
ALTER TABLE "Song" ADD CONSTRAINT "fk_Song_album" FOREIGN KEY ("album") REFERENCES "Album" ("id") ON DELETE CASCADE;
