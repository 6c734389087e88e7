entity Task "Task":
  soft_delete: false
  id: uuid pk
  title: str(80) required
