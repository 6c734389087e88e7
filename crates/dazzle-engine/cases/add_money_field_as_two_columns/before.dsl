entity Order "Order":
  id: uuid pk
  number: str(20) required unique
