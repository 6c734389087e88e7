entity Line "Line":
  id: uuid pk
  a: str(20) required
  b: str(20) required
  c: str(20)
