entity Team "Team":
  id: uuid pk
  name: str(80) required
  lead: ref Person

entity Person "Person":
  id: uuid pk
  name: str(80) required
  team: ref Team
