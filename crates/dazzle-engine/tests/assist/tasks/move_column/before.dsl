module app

entity Person "Person":
  id: uuid pk
  name: str(80) required
  street: str(120)
