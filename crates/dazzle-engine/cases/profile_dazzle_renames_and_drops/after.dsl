entity Client "Client":
  was: Customer
  id: uuid pk
  mail: email required unique was: email

entity Order "Order":
  id: uuid pk
  client: ref Client required was: customer
