entity Customer "Customer":
  id: uuid pk
  email: email required unique
  tier: enum[basic, gold] = basic
