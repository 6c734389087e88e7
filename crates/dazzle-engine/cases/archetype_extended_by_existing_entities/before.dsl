entity Visit "Visit":
  id: uuid pk
  note: str(200)

entity Letter "Letter":
  id: uuid pk
