entity User "User":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  owner: ref User
  helper: ref User unique
