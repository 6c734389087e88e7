entity Customer "Customer":
  id: uuid pk
  name: str(80) required

entity Address 'Where a customer lives':
  customer: ref Customer required
  street: str(120) required
  zip: str(12)
  primary: bool = false
  unique customer, street
  index zip
