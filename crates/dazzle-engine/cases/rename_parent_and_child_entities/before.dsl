entity Customer "Customer":
  id: uuid pk

entity Order "Order":
  id: uuid pk
  customer: ref Customer required
  total: money required

entity Line "Line":
  id: uuid pk
  order: ref Order required
