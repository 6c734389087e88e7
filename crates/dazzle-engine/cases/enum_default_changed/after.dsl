entity Ticket "Ticket":
  id: uuid pk
  status: enum[new, open, closed] required = open
