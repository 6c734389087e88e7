entity Company "Company":
  id: uuid pk
  name: str(80) required

entity Customer "Customer":
  id: uuid pk
  email: email required unique

entity Order "Order":
  id: uuid pk
  customer: ref Customer required
