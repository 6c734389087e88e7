entity Team "Team":
  id: uuid pk
  name: str(80) required

entity Person "Person":
  id: uuid pk
  name: str(80)
  team: ref Team
  level: enum[low,high] = low
