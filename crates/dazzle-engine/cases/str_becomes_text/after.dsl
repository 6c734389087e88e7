entity Task "Task":
  id: uuid pk
  title: text required
  note: text
