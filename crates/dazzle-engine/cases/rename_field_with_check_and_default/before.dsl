entity Ticket "Ticket":
  id: uuid pk
  state: enum[open, closed] required = open
