entity Team "Team":
  id: uuid pk

entity Task "Task":
  id: uuid pk
