entity Task "Task":
  id: uuid pk
  title: str(50) required
