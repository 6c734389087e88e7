entity Ticket "Ticket":
  id: uuid pk
  status: enum[open, closed] = open
