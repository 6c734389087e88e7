module app

entity Person "Person":
  id: uuid pk
  email: str(120) required unique
