entity Article "Article":
  id: uuid pk
  tags: has_many Tag via ArticleTag cascade

entity Tag "Tag":
  id: uuid pk
  articles: has_many Article via ArticleTag restrict readonly

entity ArticleTag "Tag of an article":
  id: uuid pk
  article: ref Article required
  tag: ref Tag required
  unique article, tag
