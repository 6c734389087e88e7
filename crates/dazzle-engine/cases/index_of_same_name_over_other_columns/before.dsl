entity Task "Task":
  id: uuid pk
  a: int
  b: int
  a_b: int
  index a_b
  unique a_b
