entity Order "Order":
  id: uuid pk
  total: money(EUR) required
  unique total
