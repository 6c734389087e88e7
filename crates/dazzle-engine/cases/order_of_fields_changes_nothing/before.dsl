entity Task "Task":
  id: uuid pk
  title: str(80) required
  due: date
  total: money
  status: enum[open, done] = open
  index due
  unique title, due
