entity Ticket "Ticket":
  id: uuid pk
  status: enum[open, closed] = open
  size: enum[s, m, l]
  index status
