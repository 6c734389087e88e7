module app

entity Person "Person":
  id: uuid pk
  region: str(20)

entity Task "Task":
  id: uuid pk
  title: str(80) required
  owner: ref Person
