entity Item "Item":
  id: uuid pk
  note: text = null
  count: int = null
