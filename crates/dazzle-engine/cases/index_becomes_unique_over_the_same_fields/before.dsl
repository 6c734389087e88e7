entity Task "Task":
  id: uuid pk
  code: str(8) required
  list: str(8) required
  index list, code
