module app

entity Person "Person":
  id: uuid pk
  first_name: str(60) required
  last_name: str(60)
