entity Item "Item":
  id: uuid pk
  name: str(80) required
  unit: str(10) required = "piece"
  stock: int required = 0
