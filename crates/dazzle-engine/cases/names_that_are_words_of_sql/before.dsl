entity Order "Order":
  id: uuid pk
  order: int required
  group: str(20)
  user: str(20) unique
  key: str(20)
  desc: text
