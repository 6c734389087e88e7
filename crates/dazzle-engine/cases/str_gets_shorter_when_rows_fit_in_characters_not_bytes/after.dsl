entity Word "Word":
  id: uuid pk
  word: str(5) required
  origin: str(50)
