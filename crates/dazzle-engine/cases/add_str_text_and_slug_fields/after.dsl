entity Article "Article":
  id: uuid pk
  headline: str(80) required
  subtitle: str(120)
  body: text
  handle: slug
