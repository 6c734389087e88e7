entity Team "Team":
  id: uuid pk
  name: str(80) required

entity Person "Person":
  id: uuid pk
  name: str(80) required
  team: ref Team required
  level: enum[low,high] required = low
