entity Task "Task":
  id: uuid pk
  status: enum[open, done] = open
  due: date
  index status, due
