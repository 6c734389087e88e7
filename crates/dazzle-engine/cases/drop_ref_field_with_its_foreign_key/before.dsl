entity User "User":
  id: uuid pk
  tasks: has_many Task cascade

entity Task "Task":
  id: uuid pk
  title: str(80) required
  owner: ref User indexed
