entity User "User":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  assignee: ref User required was: owner
  reviewer: ref User
  tester: ref User
  helper: belongs_to User
  next: ref Task
