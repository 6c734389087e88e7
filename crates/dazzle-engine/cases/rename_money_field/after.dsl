entity Order "Order":
  id: uuid pk
  amount: money(EUR) required was: total
  unique amount
