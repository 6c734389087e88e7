entity Team "Team":
  id: uuid pk
  name: str(80) required

entity Member "Member":
  id: uuid pk
  name: str(80) required
