entity Visit "Visit":
  id: uuid pk
  note: str(200)
