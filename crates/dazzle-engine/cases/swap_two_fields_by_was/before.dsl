entity Line "Line":
  id: uuid pk
  a: str(20) unique
  b: text
