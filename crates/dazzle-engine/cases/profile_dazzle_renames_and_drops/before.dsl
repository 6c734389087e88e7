entity Customer "Customer":
  id: uuid pk
  email: email required unique
  orders: has_many Order

entity Order "Order":
  id: uuid pk
  customer: ref Customer required
  note: text
  unique customer, note
