entity Line "Line":
  id: uuid pk
  b: str(20) was: a
  c: str(20) was: b
  index b
  index c
