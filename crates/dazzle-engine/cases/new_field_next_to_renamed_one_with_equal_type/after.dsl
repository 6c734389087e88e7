entity Task "Task":
  id: uuid pk
  third: str(20) was: second
  fourth: str(20)
