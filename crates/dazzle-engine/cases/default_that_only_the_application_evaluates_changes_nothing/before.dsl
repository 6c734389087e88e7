entity Line "Line":
  id: uuid pk
  a: int
  b: int
  total: int
