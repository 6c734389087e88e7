module app

entity Task "Task":
  id: uuid pk
  headline: str(80) required
