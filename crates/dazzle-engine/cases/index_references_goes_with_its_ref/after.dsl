entity User "User":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  helper: ref User unique
