entity Customer "Customer":
  id: uuid pk
  name: str(80) required
