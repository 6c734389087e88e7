entity House "House":
  id: uuid pk
  number: str(12) required
  floor: str(12) = "0"
