entity Customer "Customer":
  id: uuid pk
  orders: has_many Order cascade

entity Order "Order":
  id: uuid pk
  customer: ref Customer required
  number: int required
  unique customer, number
