entity taskList "Task list":
  id: uuid pk
  Title: str(20) required unique

entity Task "Task":
  id: uuid pk
  list: ref taskList required
