SELECT CAST(count(*) AS TEXT) FROM "ArticleTag" => 1
