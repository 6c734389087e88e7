entity Customer "Customer":
  id: uuid pk
  email: email required unique
  tier: enum[basic, gold, platinum] = basic
  name: str(80)
  balance: money(EUR)
  orders: has_many Order restrict

entity Order "Order":
  id: int pk
  customer: ref Customer required
  parent: ref Customer
  number: str(20) required unique
  due: date = today + 7d
  rate: decimal(6,2) = 0.50
  unique customer, number
  index due
