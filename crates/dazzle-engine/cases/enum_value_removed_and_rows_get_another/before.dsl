entity Ticket "Ticket":
  id: uuid pk
  status: enum[open,waiting,done]=open
