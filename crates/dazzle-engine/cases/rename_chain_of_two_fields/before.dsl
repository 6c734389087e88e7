entity Line "Line":
  id: uuid pk
  a: str(20)
  b: str(20)
  index a
  index b
