module app

entity Person "Person":
  id: uuid pk
  first_name: str(120) required
  last_name: str(120) required
