entity Client "Client":
  was: Customer
  id: uuid pk

entity Purchase "Purchase":
  was: Order
  id: uuid pk
  customer: ref Client required
  total: money required

entity PurchaseLine "Line of a purchase":
  was: Line
  id: uuid pk
  order: ref Purchase required
