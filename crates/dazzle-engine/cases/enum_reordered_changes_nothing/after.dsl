entity Ticket "Ticket":
  id: uuid pk
  status: enum[closed,open,waiting]=open
