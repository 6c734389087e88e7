entity Person "Person":
  id: uuid pk
  first_name: str(40) required
  last_name: str(40) required
