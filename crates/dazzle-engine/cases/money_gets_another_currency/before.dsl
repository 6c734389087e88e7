entity Order "Order":
  id: uuid pk
  total: money required
