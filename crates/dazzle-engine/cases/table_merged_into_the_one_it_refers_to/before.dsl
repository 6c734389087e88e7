entity Customer "Customer":
  id: uuid pk
  name: str(80)

entity Address "Address":
  id: uuid pk
  customer: ref Customer required
  street: str(80)
  city: str(80)
