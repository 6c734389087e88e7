entity Task "Task":
  id: uuid pk
  a: int
  b: int
  a_b: int
  index a, b
  unique a, b
