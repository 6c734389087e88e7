module app

entity Task "Task":
  id: uuid pk
  title: str(80) required
