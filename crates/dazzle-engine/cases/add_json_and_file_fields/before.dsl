entity Upload "Upload":
  id: uuid pk
  name: str(80) required
