entity Task "Task":
  index status, due
  id: uuid pk
  status: enum[open, done] = open
  due: date
  index due
