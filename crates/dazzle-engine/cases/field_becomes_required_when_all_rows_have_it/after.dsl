entity Person "Person":
  id: uuid pk
  name: str(80) required
  born_on: date
