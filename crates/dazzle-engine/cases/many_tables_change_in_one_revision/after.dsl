entity Client "Client":
  was: Customer
  id: uuid pk
  name: str(120) required
  orders: has_many Order restrict

entity Order "Order":
  id: uuid pk
  client: ref Client required was: customer
  status: enum[new, paid, sent] = new
  lines: has_many Line cascade

entity Line "Line":
  id: uuid pk
  order: ref Order required
  text: text
  product: ref Product

entity Product "Product":
  id: str(20) pk
  successor: ref Product
  best_line: ref Line
