entity Line "Line":
  id: uuid pk
  a: str(20) was: c
  b: str(20) was: a
  c: str(20) was: b
  unique b, c
  index a
