entity Item "Item":
  id: uuid pk
  name: str(80) required
