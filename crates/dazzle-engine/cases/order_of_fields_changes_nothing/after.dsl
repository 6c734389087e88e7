entity Task "Task":
  unique title, due
  status: enum[done, open] = open
  total: money
  due: date
  title: str(80) required
  id: uuid pk
  index due
