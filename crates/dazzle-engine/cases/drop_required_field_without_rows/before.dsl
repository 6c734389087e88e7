entity Team "Team":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  code: str(8) required unique
  team: ref Team required
