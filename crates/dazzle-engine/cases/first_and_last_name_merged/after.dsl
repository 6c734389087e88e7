entity Person "Person":
  id: uuid pk
  full_name: str(80)
