entity Client "Client":
  was: Customer
  id: uuid pk
  email: email required unique
  tier: enum[basic, gold] = basic
  parent: ref Client
  index tier, email

entity Order "Order":
  id: uuid pk
  customer: ref Client required

entity Visit "Visit":
  id: uuid pk
  who: ref Client
