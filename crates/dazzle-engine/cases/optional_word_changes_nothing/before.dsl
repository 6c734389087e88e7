entity Person "Person":
  id: uuid pk
  name: str(80)
  nick: str(80) required
  email: email unique
