entity Task "Task":
  id: uuid pk
  title: str(20) required
