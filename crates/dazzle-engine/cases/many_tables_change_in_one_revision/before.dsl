entity Customer "Customer":
  id: uuid pk
  name: str(80) required

entity Order "Order":
  id: uuid pk
  customer: ref Customer required
  status: enum[new, paid] = new

entity Line "Line":
  id: uuid pk
  order: ref Order required
  text: str(80)

entity Log "Log":
  id: int pk
  line: ref Line
