-- drop foreign key `fk_ArticleTag_article` of `ArticleTag`
ALTER TABLE "ArticleTag" DROP CONSTRAINT "fk_ArticleTag_article";

-- drop foreign key `fk_ArticleTag_tag` of `ArticleTag`
ALTER TABLE "ArticleTag" DROP CONSTRAINT "fk_ArticleTag_tag";

-- bring data in order: ArticleTag.article with tag becomes unique: rows that are equal in it must be told apart, or go
--   until SELECT count(*) FROM "ArticleTag" WHERE ("article", "tag") IN (SELECT "article", "tag" FROM "ArticleTag" GROUP BY "article", "tag" HAVING count(*) > 1) = 0

-- add unique constraint `uq_ArticleTag_article_tag` to `ArticleTag`
--   stops at rows of `ArticleTag` that are equal in the key of unique constraint `uq_ArticleTag_article_tag`
ALTER TABLE "ArticleTag" ADD CONSTRAINT "uq_ArticleTag_article_tag" UNIQUE ("article", "tag");

-- add foreign key `fk_ArticleTag_article` to `ArticleTag`
--   stops at rows of `ArticleTag` that point to a `Article` that is not there
ALTER TABLE "ArticleTag" ADD CONSTRAINT "fk_ArticleTag_article" FOREIGN KEY ("article") REFERENCES "Article" ("id") ON DELETE CASCADE;

-- add foreign key `fk_ArticleTag_tag` to `ArticleTag`
--   stops at rows of `ArticleTag` that point to a `Tag` that is not there
ALTER TABLE "ArticleTag" ADD CONSTRAINT "fk_ArticleTag_tag" FOREIGN KEY ("tag") REFERENCES "Tag" ("id") ON DELETE RESTRICT;
