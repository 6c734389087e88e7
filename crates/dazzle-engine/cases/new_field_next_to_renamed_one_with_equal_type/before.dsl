entity Task "Task":
  id: uuid pk
  first: str(20)
  second: str(20)
