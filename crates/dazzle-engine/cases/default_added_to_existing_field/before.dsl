entity Task "Task":
  id: uuid pk
  title: str(80) required
  points: int
  place: str(40)
  due: date
