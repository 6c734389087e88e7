entity Team "Team":
  id: uuid pk

entity Person "Person":
  id: uuid pk
