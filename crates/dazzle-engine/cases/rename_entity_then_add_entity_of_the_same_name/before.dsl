entity User "User":
  id: uuid pk
  name: str(80) required

entity Task "Task":
  id: uuid pk
  owner: ref User required
