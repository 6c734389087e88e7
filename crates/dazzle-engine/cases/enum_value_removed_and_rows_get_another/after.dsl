entity Ticket "Ticket":
  id: uuid pk
  status: enum[open,done]=open
