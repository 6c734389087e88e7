entity Line "Line":
  id: uuid pk
  a: text was: b
  b: str(20) unique was: a
