entity Client "Client":
  was: Customer
  id: uuid pk
  orders: has_many Order cascade

entity Order "Order":
  id: uuid pk
  client: ref Client required was: customer
  number: int required
  unique client, number
