entity Customer "Customer":
  id: uuid pk
  email: email required unique
  tier: enum[basic, gold] = basic
  parent: ref Customer
  index tier, email

entity Order "Order":
  id: uuid pk
  customer: ref Customer required

entity Visit "Visit":
  id: uuid pk
  who: ref Customer
