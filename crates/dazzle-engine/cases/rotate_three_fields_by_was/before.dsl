entity Line "Line":
  id: uuid pk
  a: str(20)
  b: str(20)
  c: str(20)
  unique a, b
  index c
