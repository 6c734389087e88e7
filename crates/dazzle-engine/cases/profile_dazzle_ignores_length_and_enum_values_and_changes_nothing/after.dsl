entity Task "Task":
  id: uuid pk
  title: str(200) required
  status: enum[open, waiting, done] = open
  due: date indexed
