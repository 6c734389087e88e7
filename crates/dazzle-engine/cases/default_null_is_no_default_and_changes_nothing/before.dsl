entity Item "Item":
  id: uuid pk
  note: text
  count: int
