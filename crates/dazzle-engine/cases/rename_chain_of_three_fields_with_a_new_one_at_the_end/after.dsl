entity Line "Line":
  id: uuid pk
  a: text = "fresh"
  b: str(20) required was: a
  c: str(20) required was: b
  d: str(20) was: c
