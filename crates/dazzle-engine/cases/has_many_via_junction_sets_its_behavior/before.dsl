entity Article "Article":
  id: uuid pk

entity Tag "Tag":
  id: uuid pk

entity ArticleTag "Tag of an article":
  id: uuid pk
  article: ref Article required
  tag: ref Tag required
