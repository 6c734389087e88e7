entity Team "Team":
  id: uuid pk

entity Person "Person":
  id: uuid pk
  name: str(80) required
  email: email required unique
  team: ref Team required
  grade: enum[a,b] required
  fee: money required
