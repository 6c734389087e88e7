entity Task "Task":
  id: uuid pk
  code: str(8) unique
  due: date indexed
