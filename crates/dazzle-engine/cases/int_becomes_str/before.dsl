entity House "House":
  id: uuid pk
  number: int required
  floor: int = 0
