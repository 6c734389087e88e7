entity Task "Task":
  id: uuid pk
  title: str(80) required
  status: enum[open, done] = open
