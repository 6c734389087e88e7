entity Ticket "Ticket":
  id: uuid pk
  status: enum[open, closed] required = open
  index status
