module app

entity Person "Person":
  id: uuid pk
  name: str(121) required
