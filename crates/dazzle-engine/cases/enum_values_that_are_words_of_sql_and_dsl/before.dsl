entity Ticket "Ticket":
  id: uuid pk
  status: enum[all, none] = all
