entity User "User":
  id: uuid pk

entity Task "Task":
  id: uuid pk
  owner: ref User required
  reviewer: ref User indexed
  tester: ref User
  index tester
