entity Customer "Customer":
  id: uuid pk
  name: str(80) required

entity Draft "Draft":
  id: uuid pk
  body: text required
  customer: ref Customer required
  state: enum[new, old] = new
  unique customer, body
