-- drop foreign key `fk_ArticleTag_article` of `ArticleTag`; drop foreign key `fk_ArticleTag_tag` of `ArticleTag`
CREATE TABLE "ArticleTag__new" (
    "id" CHAR(36) NOT NULL,
    "article" CHAR(36) NOT NULL,
    "tag" CHAR(36) NOT NULL,
    CONSTRAINT "pk_ArticleTag" PRIMARY KEY ("id")
);
INSERT INTO "ArticleTag__new" (rowid, "id", "article", "tag") SELECT rowid, "id", "article", "tag" FROM "ArticleTag";
DROP TABLE "ArticleTag";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "ArticleTag__new" RENAME TO "ArticleTag";
PRAGMA legacy_alter_table = OFF;

-- bring data in order: ArticleTag.article with tag becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "ArticleTag" WHERE ("article", "tag") IN (SELECT "article", "tag" FROM "ArticleTag" GROUP BY "article", "tag" HAVING count(*) > 1) = 0

-- add unique constraint `uq_ArticleTag_article_tag` to `ArticleTag`; add foreign key `fk_ArticleTag_article` to `ArticleTag`; add foreign key `fk_ArticleTag_tag` to `ArticleTag`
--   stops at rows of `ArticleTag` that are equal in the key of unique constraint `uq_ArticleTag_article_tag`
--   stops at rows of `ArticleTag` that point to a `Article` that is not there
--   stops at rows of `ArticleTag` that point to a `Tag` that is not there
CREATE TABLE "ArticleTag__new" (
    "id" CHAR(36) NOT NULL,
    "article" CHAR(36) NOT NULL,
    "tag" CHAR(36) NOT NULL,
    CONSTRAINT "pk_ArticleTag" PRIMARY KEY ("id"),
    CONSTRAINT "uq_ArticleTag_article_tag" UNIQUE ("article", "tag"),
    CONSTRAINT "fk_ArticleTag_article" FOREIGN KEY ("article") REFERENCES "Article" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_ArticleTag_tag" FOREIGN KEY ("tag") REFERENCES "Tag" ("id") ON DELETE RESTRICT
);
INSERT INTO "ArticleTag__new" (rowid, "id", "article", "tag") SELECT rowid, "id", "article", "tag" FROM "ArticleTag";
DROP TABLE "ArticleTag";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "ArticleTag__new" RENAME TO "ArticleTag";
PRAGMA legacy_alter_table = OFF;
