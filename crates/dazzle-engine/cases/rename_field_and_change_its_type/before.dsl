entity Task "Task":
  id: uuid pk
  name: str(20) required
  points: int
