entity Team "Team":
  id: uuid pk
  lead: ref Person

entity Person "Person":
  id: uuid pk
  team: ref Team
