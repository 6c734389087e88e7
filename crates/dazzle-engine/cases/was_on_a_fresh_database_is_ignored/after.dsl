entity Client "Client":
  was: Customer
  id: uuid pk
  headline: str(80) required was: title
  about: poly_ref [Client] was: subject

entity Order "Order":
  id: uuid pk
  client: ref Client required was: customer
