entity Article "Article":
  id: uuid pk
  headline: str(80) required
