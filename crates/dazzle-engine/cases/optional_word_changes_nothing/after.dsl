entity Person "Person":
  id: uuid pk
  name: str(80) optional sensitive
  nick: str(80) optional required searchable
  email: email unique? pii
