entity Event "Event":
  id: uuid pk
  name: str(80) required
