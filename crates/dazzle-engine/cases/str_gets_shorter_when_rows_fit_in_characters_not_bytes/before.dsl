entity Word "Word":
  id: uuid pk
  word: str(200) required
  origin: str(200)
