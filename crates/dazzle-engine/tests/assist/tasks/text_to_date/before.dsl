module app

entity Task "Task":
  id: uuid pk
  due: str(20)
