entity Code "Code":
  id: uuid pk
  code: str(8)
