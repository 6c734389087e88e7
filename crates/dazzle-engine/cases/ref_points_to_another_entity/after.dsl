entity User "User":
  id: uuid pk

entity Team "Team":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  title: str(80) required
  owner: ref Team
