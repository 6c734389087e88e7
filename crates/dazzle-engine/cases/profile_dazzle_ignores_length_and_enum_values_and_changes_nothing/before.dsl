entity Task "Task":
  id: uuid pk
  title: str(50) required
  status: enum[open, done] = open
  due: date
