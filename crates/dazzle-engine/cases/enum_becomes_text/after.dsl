entity Ticket "Ticket":
  id: uuid pk
  status: text = open
  size: str(10)
  index status
