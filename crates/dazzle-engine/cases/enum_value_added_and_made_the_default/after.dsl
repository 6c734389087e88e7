entity Ticket "Ticket":
  id: uuid pk
  status: enum[draft, open, closed] = draft
