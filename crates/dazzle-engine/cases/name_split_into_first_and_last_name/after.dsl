entity Person "Person":
  id: uuid pk
  first_name: str(40)
  last_name: str(40)
