entity Customer "Customer":
  id: uuid pk
  name: str(80)
  street: str(80)
  city: str(80)
