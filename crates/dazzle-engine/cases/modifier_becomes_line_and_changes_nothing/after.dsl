entity Task "Task":
  id: uuid pk
  code: str(8)
  due: date
  unique code
  index due
