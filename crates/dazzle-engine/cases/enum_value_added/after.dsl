entity Ticket "Ticket":
  id: uuid pk
  status: enum[open, waiting, closed] required = open
  index status
