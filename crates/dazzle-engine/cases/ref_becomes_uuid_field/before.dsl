entity User "User":
  id: uuid pk
  tasks: has_many Task cascade

entity Task "Task":
  id: uuid pk
  owner: ref User required
