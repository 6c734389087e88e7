module app

entity Person "Person":
  id: uuid pk
  name: str(120) required
